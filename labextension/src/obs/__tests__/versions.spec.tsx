import { screen } from '@testing-library/react';

import { FakeServer, renderWith, testContext } from '../../core/testing';
import VersionsPage from '../components/VersionsPage';

it('says that a bucket keeps no versions, and what that means', async () => {
  const fake = new FakeServer({
    'GET v1/default/objects/versions': { body: { kept: false, versions: [] } }
  });
  const page = {
    args: { uri: 'obs://data/notes.txt' },
    setArgs: () => undefined,
    setTitle: () => undefined,
    close: () => undefined
  };

  renderWith(<VersionsPage {...page} />, testContext(fake));

  expect(await screen.findByText('This bucket keeps no versions.')).toBeTruthy();
  expect(fake.seen[0].path).toContain('uri=obs%3A%2F%2Fdata%2Fnotes.txt');
});

import { type JSX, useEffect, useState } from 'react';

import { useModelArts } from '../../core/context';
import { useFormat } from '../../core/hooks';
import { EnginesClient } from '../client';
import { downloadSentence, measure } from '../measuring';
import { engineReason } from '../words';

/** How much the build of an engine downloads, in a sentence; measured when it is first shown. */
export function DownloadSize({ engineId }: { engineId: string }): JSX.Element {
  const { rest, trans } = useModelArts();
  const format = useFormat();
  const [measured, setMeasured] = useState<{ of: string; sentence: string } | null>(
    null
  );
  useEffect(() => {
    let isGone = false;
    const say = (sentence: string): void => {
      if (!isGone) {
        setMeasured({ of: engineId, sentence });
      }
    };
    measure(new EnginesClient(rest), engineId).then(
      download =>
        say(
          download?.reason
            ? engineReason(download.reason, trans)
            : downloadSentence(download, format, trans)
        ),
      () => say('') // building it says what is wrong
    );
    return () => {
      isGone = true;
    };
  }, [rest, engineId, format, trans]);
  return (
    <>
      {measured?.of === engineId
        ? measured.sentence
        : trans.__('Finding out how much has to be downloaded…')}
    </>
  );
}

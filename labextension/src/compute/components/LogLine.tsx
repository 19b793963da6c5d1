import { type CSSProperties, type JSX, memo } from 'react';

import { type ILook, type ISpan, spansOf } from '../logText';
import { marked } from '../logSearch';

export interface ILogLineProps {
  text: string;
  /** What is searched: its places are marked. */
  wanted: string;
}

/** One line of a log as text, in a terminal's colours. */
export const LogLine = memo(function LogLine(props: ILogLineProps): JSX.Element {
  const spans = spansOf(props.text);
  return (
    <>{props.wanted ? <Marked spans={spans} wanted={props.wanted} /> : drawn(spans)}</>
  );
});

interface IMarkedProps {
  spans: readonly ISpan[];
  wanted: string;
}

function Marked({ spans, wanted }: IMarkedProps): JSX.Element {
  return (
    <>
      {spans.map((span, at) => (
        <span key={at} className={classOf(span.look)} style={styleOf(span.look)}>
          {marked(span.text, wanted).map((piece, number) =>
            piece.isMatch ? <mark key={number}>{piece.text}</mark> : piece.text
          )}
        </span>
      ))}
    </>
  );
}

function drawn(spans: readonly ISpan[]): JSX.Element[] {
  return spans.map((span, at) => (
    <span key={at} className={classOf(span.look)} style={styleOf(span.look)}>
      {span.text}
    </span>
  ));
}

function classOf(look: ILook): string | undefined {
  const { foreground, background, bold, dim, italic, underline, inverse } = look;
  const names = [
    typeof foreground === 'number' && `jp-ma-fg-${foreground}`,
    typeof background === 'number' && `jp-ma-bg-${background}`,
    bold && 'jp-ma-bold',
    dim && 'jp-ma-dim',
    italic && 'jp-ma-italic',
    underline && 'jp-ma-underline',
    inverse && 'jp-ma-inverse'
  ].filter(Boolean);
  return names.join(' ') || undefined;
}

function styleOf(look: ILook): CSSProperties | undefined {
  const { foreground, background } = look;
  if (typeof foreground !== 'string' && typeof background !== 'string') {
    return undefined;
  }
  return {
    color: typeof foreground === 'string' ? foreground : undefined,
    backgroundColor: typeof background === 'string' ? background : undefined
  };
}

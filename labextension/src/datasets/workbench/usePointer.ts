import {
  type HTMLAttributes,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState
} from 'react';

import type { IVirtualGridHandle } from '../../core/components';
import { boxOf, type IBox, type IPoint, tilesIn } from './geometry';
import type { LabelingView } from './view';

const DRAG_FROM_PX = 5;
const EDGE_PX = 24;
const SCROLL_STEP_PX = 18;

interface IPress {
  from: IPoint;
  id: string | null;
  before: readonly string[];
  isDrag: boolean;
  at: IPoint;
}

export interface IPointerOptions {
  view: LabelingView;
  grid: RefObject<IVirtualGridHandle>;
  tileHeight: number;
  preview: (id: string) => void;
}

type Handlers = Pick<
  HTMLAttributes<HTMLDivElement>,
  | 'onPointerDown'
  | 'onPointerMove'
  | 'onPointerUp'
  | 'onPointerCancel'
  | 'onPointerLeave'
  | 'onDoubleClick'
>;

/** Clicks, and a rectangle drawn over tiles; `box` is the rectangle within the grid's frame. */
export function usePointer(options: IPointerOptions): {
  box: IBox | null;
  on: Handlers;
} {
  const [box, setBox] = useState<IBox | null>(null);
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const drawing = useMemo(() => new Drawing(latest, setBox), []);
  useEffect(() => () => drawing.end(), [drawing]);
  return { box, on: drawing.handlers };
}

class Drawing {
  constructor(
    private readonly options: RefObject<IPointerOptions>,
    private readonly show: (box: IBox | null) => void
  ) {}

  readonly handlers: Handlers = {
    onPointerDown: event => this.press(event),
    onPointerMove: event => this.move(event),
    onPointerUp: event => this.release(event),
    onPointerCancel: () => this.end(),
    onPointerLeave: () => this.view?.point(null),
    onDoubleClick: event => {
      const id = tileOf(event);
      if (id !== null) {
        this.options.current?.preview(id);
      }
    }
  };

  end(): void {
    window.cancelAnimationFrame(this._frame);
    this._press = null;
    this.show(null);
  }

  private get view(): LabelingView | undefined {
    return this.options.current?.view;
  }

  private get element(): HTMLElement | null {
    return this.options.current?.grid.current?.element ?? null;
  }

  private press(event: PointerEvent): void {
    const { element, view } = this;
    const isBar = element && event.nativeEvent.offsetX > element.clientWidth;
    const isOther = event.target instanceof Element && event.target.closest('button');
    if (event.button !== 0 || !element || !view || isOther) {
      return;
    }
    if (event.target === element && isBar) {
      return;
    }
    const keeps = event.ctrlKey || event.metaKey || event.shiftKey;
    const at = { x: event.clientX, y: event.clientY };
    this._press = {
      from: this.contentPoint(at),
      at,
      id: tileOf(event),
      before: keeps ? [...view.selection.ids] : [],
      isDrag: false
    };
  }

  private move(event: PointerEvent): void {
    const press = this._press;
    this.view?.point(tileOf(event));
    if (!press || !this.element) {
      return;
    }
    press.at = { x: event.clientX, y: event.clientY };
    const now = this.contentPoint(press.at);
    const far = Math.hypot(now.x - press.from.x, now.y - press.from.y);
    if (!press.isDrag && far > DRAG_FROM_PX) {
      press.isDrag = true;
      this.element.setPointerCapture(event.pointerId);
      this.follow();
    }
  }

  private release(event: PointerEvent): void {
    const press = this._press;
    const { view } = this;
    if (press && !press.isDrag && view) {
      click(event, press.id, view);
    }
    this.end();
  }

  /** Once per frame while drawing: scrolls at the edges, and selects what is touched. */
  private readonly follow = (): void => {
    const press = this._press;
    const { element } = this;
    if (!press?.isDrag || !element) {
      return;
    }
    const frame = element.getBoundingClientRect();
    if (press.at.y < frame.top + EDGE_PX) {
      element.scrollTop -= SCROLL_STEP_PX;
    } else if (press.at.y > frame.bottom - EDGE_PX) {
      element.scrollTop += SCROLL_STEP_PX;
    }
    const box = boxOf(press.from, this.contentPoint(press.at));
    this.select(box, press);
    this.show({ ...box, top: box.top - element.scrollTop });
    this._frame = window.requestAnimationFrame(this.follow);
  };

  private select(box: IBox, press: IPress): void {
    const options = this.options.current;
    const grid = options?.grid.current;
    if (!options || !grid?.element) {
      return;
    }
    const { order } = options.view.list;
    const places = tilesIn(box, {
      columns: grid.columns,
      tileWidth: grid.element.clientWidth / grid.columns,
      tileHeight: options.tileHeight,
      count: order.length
    });
    const ids = new Set([...press.before, ...places.map(place => order[place])]);
    if (!isSame(ids, options.view.selection.ids)) {
      options.view.selection.set(ids);
    }
  }

  private contentPoint(at: IPoint): IPoint {
    const frame = this.element?.getBoundingClientRect();
    const scrolled = this.element?.scrollTop ?? 0;
    return { x: at.x - (frame?.left ?? 0), y: at.y - (frame?.top ?? 0) + scrolled };
  }

  private _press: IPress | null = null;
  private _frame = 0;
}

function click(event: MouseEvent, id: string | null, view: LabelingView): void {
  const { selection, list } = view;
  const adds = event.ctrlKey || event.metaKey;
  if (id === null) {
    if (!adds && !event.shiftKey) {
      selection.clear();
    }
  } else if (event.shiftKey) {
    selection.extendTo(id, list.order, adds);
  } else if (adds) {
    selection.toggle(id);
  } else {
    selection.choose(id);
  }
}

/** The id of the image whose tile an event is on. */
export function tileOf(event: { target: EventTarget }): string | null {
  const target = event.target instanceof Element ? event.target : null;
  return target?.closest<HTMLElement>('[data-sample]')?.dataset.sample ?? null;
}

function isSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every(id => other.has(id));
}

/** Where the tiles are, in pixels of the grid's content. */
export interface ITiling {
  columns: number;
  tileWidth: number;
  tileHeight: number;
  count: number;
}

export interface IPoint {
  x: number;
  y: number;
}

export interface IBox {
  left: number;
  top: number;
  width: number;
  height: number;
}

export function boxOf(one: IPoint, other: IPoint): IBox {
  return {
    left: Math.min(one.x, other.x),
    top: Math.min(one.y, other.y),
    width: Math.abs(one.x - other.x),
    height: Math.abs(one.y - other.y)
  };
}

/** The places of the tiles that a rectangle touches, whether they are drawn or not. */
export function tilesIn(box: IBox, tiling: ITiling): readonly number[] {
  const { columns, tileWidth, tileHeight, count } = tiling;
  const place = (at: number, size: number, most: number): number =>
    Math.min(most, Math.max(0, Math.floor(at / size)));
  const rows = Math.max(0, Math.ceil(count / columns) - 1);
  const firstRow = place(box.top, tileHeight, rows);
  const lastRow = place(box.top + box.height, tileHeight, rows);
  const firstColumn = place(box.left, tileWidth, columns - 1);
  const lastColumn = place(box.left + box.width, tileWidth, columns - 1);
  const found: number[] = [];
  for (let row = firstRow; row <= lastRow; row++) {
    for (let column = firstColumn; column <= lastColumn; column++) {
      found.push(row * columns + column);
    }
  }
  return found.filter(index => index < count);
}

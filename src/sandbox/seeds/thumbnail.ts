import type { Random } from '../random.ts'

/** One box of the picture and the boxes that it gets its input from. */
export interface Box {
  x: number
  y: number
  sources: number[]
}

const tints = ['#2563eb', '#0891b2', '#059669', '#7c3aed', '#db2777', '#ea580c']
const viewWidth = 240
const width = 36
const height = 24

/** A small picture of a flow: its components as boxes, joined as they are. A data URI. */
export function drawThumbnail(boxes: Box[], random: Random): string {
  const tint = random.pick(tints)
  const lines = boxes.flatMap((box) =>
    box.sources.map((source) => lineBetween(boxes[source]!, box)).join(''),
  )
  const rects = boxes.map(
    ({ x, y }, index) =>
      `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill-opacity="${index === 0 ? 1 : 0.55}"/>`,
  )
  const right = Math.max(...boxes.map(({ x }) => x)) + width + 12
  const left = (right - viewWidth) / 2
  return dataUri(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} 0 ${viewWidth} 96" fill="${tint}">` +
      `<path d="${lines.join('')}" fill="none" stroke="${tint}" stroke-width="2" stroke-opacity=".4"/>` +
      `${rects.join('')}</svg>`,
  )
}

function lineBetween(from: Box, to: Box): string {
  const [startX, startY] = [from.x + width, from.y + height / 2]
  const [endX, endY] = [to.x, to.y + height / 2]
  const middle = (startX + endX) / 2
  return `M${startX} ${startY}C${middle} ${startY} ${middle} ${endY} ${endX} ${endY}`
}

function dataUri(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

// Drawings of an arm in many poses, and of its joint angles.

import type { Arm } from './arm.js';
import { dot, type Panel, type Point, polyline, sheet, text } from './svg.js';

const COLORS = ['#1b9e77', '#d95f02', '#7570b3', '#e7298a', '#66a61e', '#a6761d'];

/** An SVG document: some of the poses with the curve of the pen, and the angles of the joints along it. */
export function drawArm(arm: Arm, curve: readonly Point[], poses: readonly Float64Array[]): string {
  const space: Panel = { left: 40, top: 70, width: 640, height: 480, x: [-0.4, 3.6], y: [-0.6, 2.4] };
  const turns: Panel = {
    left: 760,
    top: 90,
    width: 440,
    height: 430,
    x: [0, poses.length - 1],
    y: [-2.4, 2.9],
  };
  const shown = poses.filter((_, k) => k % Math.ceil(poses.length / 14) === 0);
  const angles = COLORS.map((color, joint) => {
    const line = poses.map((pose, k): Point => [k, pose[joint]]);
    return polyline(turns, line, `stroke="${color}" stroke-width="2"`);
  });
  return sheet(1240, 590, [
    text(space.left, 40, 'An arm of six joints draws with an upright pen', 'font-size="20"'),
    ...shown
      .slice(1)
      .map((pose) => polyline(space, arm.joints(pose), 'stroke="#9ab" stroke-width="1.2" opacity="0.7"')),
    polyline(space, curve, 'stroke="#d95f02" stroke-width="3"'),
    ...pose(arm, space, shown[0]),
    text(turns.left, 40, 'Turns of the joints, in radians', 'font-size="20"'),
    polyline(
      turns,
      [
        [0, 0],
        [poses.length - 1, 0],
      ],
      'stroke="#ccc"',
    ),
    ...angles,
    ...COLORS.map((color, joint) =>
      text(
        turns.left + 74 * joint,
        turns.top + turns.height + 36,
        `joint ${joint + 1}`,
        `fill="${color}" font-weight="bold"`,
      ),
    ),
  ]);
}

/** One pose in full. */
function pose(arm: Arm, panel: Panel, angles: Float64Array): string[] {
  const points = arm.joints(angles);
  return [
    polyline(panel, points, 'stroke="#234" stroke-width="7"'),
    ...points
      .slice(0, -1)
      .map((point) => dot(panel, point, 6, 'fill="white" stroke="#234" stroke-width="3"')),
  ];
}

"use strict";
/* Draws rigid parts on a canvas, as seen along parallel rays; farther parts first. */
const Scene = (() => {
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function decode(text, columns, range) {
    const raw = atob(text);
    const rows = raw.length / 2 / columns;
    const values = new Float32Array(raw.length / 2);
    for (let i = 0; i < values.length; i++) {
      const code = raw.charCodeAt(2 * i) | (raw.charCodeAt(2 * i + 1) << 8);
      const low = range.low[i % columns];
      values[i] = low + (range.high[i % columns] - low) * code / 65535;
    }
    return {values, rows, columns};
  }

  const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
  const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

  /* p + R(q) a, R a = a + 2w (v × a) + 2 v × (v × a) */
  function apply(pose, a) {
    const v = [pose[4], pose[5], pose[6]];
    const c = cross(v, a);
    const d = cross(v, c);
    return [0, 1, 2].map(i => pose[i] + a[i] + 2 * (pose[3] * c[i] + d[i]));
  }

  /* The poses of all frames at a time between two rows. */
  function at(motion, row) {
    const n = motion.columns;
    const first = Math.min(Math.floor(row), motion.rows - 1);
    const second = Math.min(first + 1, motion.rows - 1);
    const part = row - first;
    const poses = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      const a = motion.values[first * n + i];
      poses[i] = a + (motion.values[second * n + i] - a) * part;
    }
    for (let i = 3; i < n; i += 7) {
      const norm = Math.hypot(poses[i], poses[i + 1], poses[i + 2], poses[i + 3]) || 1;
      for (let k = i; k < i + 4; k++) poses[k] /= norm;
    }
    return poses;
  }

  const WORLD = [0, 0, 0, 1, 0, 0, 0];
  const frame = (poses, i) => i < 0 ? WORLD : poses.subarray(7 * i, 7 * i + 7);
  const point = (poses, part, a) => apply(frame(poses, part.frame), apply(part.pose, a));

  function axes(camera) {
    if (camera.planar) return [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
    const ca = Math.cos(camera.azimuth), sa = Math.sin(camera.azimuth);
    const ce = Math.cos(camera.elevation), se = Math.sin(camera.elevation);
    return [[-sa, ca, 0], [-se * ca, -se * sa, ce], [ce * ca, ce * sa, se]];
  }

  function hull(points) {
    points.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const turn = (o, a, b) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
    const half = list => {
      const chain = [];
      for (const p of list) {
        while (chain.length > 1 && turn(chain[chain.length - 2], chain[chain.length - 1], p) <= 0) chain.pop();
        chain.push(p);
      }
      chain.pop();
      return chain;
    };
    return half(points).concat(half(points.slice().reverse()));
  }

  const RIM = Array.from({length: 20}, (_, i) => [Math.cos(i * Math.PI / 10), Math.sin(i * Math.PI / 10)]);
  const FACES = [0, 1, 2].flatMap(axis => [-1, 1].map(side => ({axis, side})));

  /* What a part looks like on the screen: shapes with their depth. */
  function shapes(part, poses, view, colour, alpha) {
    const [r, h] = part.size;
    const see = a => view.project(point(poses, part, a));
    const shape = (depth, more) => ({depth, colour, alpha, ...more});
    if (part.kind === "SPHERE") {
      const c = see([0, 0, 0]);
      return [shape(c[2], {line: [c, c], width: 2 * r * view.scale})];
    }
    if (part.kind === "CAPSULE") {
      const a = see([0, 0, -h]), b = see([0, 0, h]);
      return [shape((a[2] + b[2]) / 2, {line: [a, b], width: 2 * r * view.scale})];
    }
    if (part.kind === "BOX") {
      const s = part.size;
      if (s[2] === 0 && view.planar) {
        return [shape(0, {polygon: [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(c => see([c[0] * s[0], c[1] * s[1], 0])), shade: 0})];
      }
      return FACES.flatMap(({axis, side}) => {
        const b = (axis + 1) % 3, c = (axis + 2) % 3;
        const corner = (u, v) => { const p = [0, 0, 0]; p[axis] = side * s[axis]; p[b] = u * s[b]; p[c] = v * s[c]; return p; };
        const polygon = [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([u, v]) => see(corner(u, v)));
        const middle = see(corner(0, 0)), inside = see([0, 0, 0]);
        const facing = middle[2] - inside[2];
        if (facing <= 1e-9) return [];
        const up = middle[1] - inside[1];
        return [shape(middle[2], {polygon, shade: 0.32 - 0.3 * Math.max(0, -up) / (s[axis] * view.scale || 1)})];
      });
    }
    const points = part.kind === "CYLINDER"
        ? RIM.flatMap(([x, y]) => [see([r * x, r * y, -h]), see([r * x, r * y, h])])
        : RIM.flatMap(([x, y]) => {
          const s = part.size;
          return [[x * s[0], y * s[1], 0], [x * s[0], 0, y * s[2]], [0, x * s[1], y * s[2]]].map(see);
        });
    return [shape(see([0, 0, 0])[2], {polygon: hull(points), shade: 0})];
  }

  function paint(context, shape, ink) {
    context.globalAlpha = shape.alpha;
    context.lineJoin = context.lineCap = "round";
    if (shape.line) {
      const trace = (width, style) => {
        context.lineWidth = width;
        context.strokeStyle = style;
        context.beginPath();
        context.moveTo(shape.line[0][0], shape.line[0][1]);
        context.lineTo(shape.line[1][0] + 1e-3, shape.line[1][1]);
        context.stroke();
      };
      if (shape.alpha === 1) trace(Math.max(2, shape.width) + 1.6, ink);
      trace(Math.max(2, shape.width), shape.colour);
      return;
    }
    context.beginPath();
    shape.polygon.forEach((p, i) => i ? context.lineTo(p[0], p[1]) : context.moveTo(p[0], p[1]));
    context.closePath();
    context.fillStyle = shape.colour;
    context.fill();
    if (shape.shade > 0) {
      context.fillStyle = `rgba(0,0,0,${shape.shade.toFixed(3)})`;
      context.fill();
    }
    context.lineWidth = 0.8;
    context.strokeStyle = ink;
    context.stroke();
  }

  /* One picture of some motions at a time. */
  function draw(canvas, data, camera, motions, row) {
    const ratio = window.devicePixelRatio || 1;
    const width = canvas.clientWidth, height = canvas.clientHeight;
    if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio);
    if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio);
    const context = canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const [right, up, near] = axes(camera);
    const scale = Math.min(width * 3 / 4, height) / 2 / camera.radius * camera.zoom;
    const project = p => {
      const d = [p[0] - camera.centre[0], p[1] - camera.centre[1], p[2] - camera.centre[2]];
      return [width / 2 + scale * dot(d, right), height / 2 - scale * dot(d, up), dot(d, near)];
    };
    const view = {project, scale, planar: camera.planar};
    const ink = css("--sheet"), soft = css("--surround");
    grid(context, data, view);
    const all = [];
    for (const part of data.parts) {
      if (part.kind !== "PLANE" && part.frame < 0) all.push(...shapes(part, null, view, soft, 1));
    }
    for (const motion of motions) {
      const poses = at(motion, Math.min(row, motion.rows - 1));
      for (const part of data.parts) {
        if (part.kind !== "PLANE" && part.frame >= 0) {
          const colour = part.role === "POINT" ? css(motion.tip) : part.role === "BODY" ? css(motion.colour) : soft;
          all.push(...shapes(part, poses, view, colour, motion.alpha));
        }
      }
      trail(context, data, view, motion);
    }
    all.sort((a, b) => a.depth - b.depth).forEach(shape => paint(context, shape, ink));
    context.globalAlpha = 1;
    for (const target of data.targets) cross2(context, project(target), css("--c2"));
  }

  function grid(context, data, view) {
    context.globalAlpha = 1;
    context.strokeStyle = css("--rule");
    context.lineWidth = 1;
    for (const part of data.parts.filter(p => p.kind === "PLANE" && p.frame < 0)) {
      const half = [0, 1].map(i => Math.min(part.size[i] || 2, 2));
      context.beginPath();
      for (let k = -4; k <= 4; k++) {
        for (const [a, b] of [[[k / 4, -1], [k / 4, 1]], [[-1, k / 4], [1, k / 4]]]) {
          const from = view.project(point(null, part, [a[0] * half[0], a[1] * half[1], 0]));
          const to = view.project(point(null, part, [b[0] * half[0], b[1] * half[1], 0]));
          context.moveTo(from[0], from[1]);
          context.lineTo(to[0], to[1]);
        }
      }
      context.stroke();
    }
  }

  /* Where the points that matter go. */
  function trail(context, data, view, motion) {
    const marked = data.parts.filter(part => part.role === "POINT" && part.frame >= 0);
    const followed = marked.length ? marked.slice(0, 2) : data.parts.filter(part => part.frame >= 0).slice(0, 1);
    context.globalAlpha = 0.45;
    context.lineWidth = 1.5;
    context.strokeStyle = css(motion.colour);
    for (const part of followed) {
      context.beginPath();
      for (let row = 0; row < motion.rows; row++) {
        const p = view.project(point(at(motion, row), part, [0, 0, 0]));
        row ? context.lineTo(p[0], p[1]) : context.moveTo(p[0], p[1]);
      }
      context.stroke();
    }
  }

  function cross2(context, p, colour) {
    context.strokeStyle = colour;
    context.lineWidth = 2;
    context.beginPath();
    context.moveTo(p[0] - 7, p[1]);
    context.lineTo(p[0] + 7, p[1]);
    context.moveTo(p[0], p[1] - 7);
    context.lineTo(p[0], p[1] + 7);
    context.stroke();
  }

  return {decode, draw};
})();

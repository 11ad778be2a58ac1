/* Charts of states and controls over time: rollouts, what the controller expects, the policy. */
const Traces = (() => {
  const WIDTH = 400, HEIGHT = 170, LEFT = 52, RIGHT = 8, TOP = 8, BOTTOM = 34;

  const escape = text => text.replace(/[&<>"]/g, c => ({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}[c]));

  /* Round numbers between two limits. */
  function ticks(low, high, most) {
    const raw = (high - low) / most || 1;
    const power = Math.pow(10, Math.floor(Math.log10(raw)));
    const step = [1, 2, 5, 10].map(f => f * power).find(s => s >= raw * (1 - 1e-9));
    const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    const list = [];
    for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
      list.push({value: i * step, label: (i * step).toFixed(digits).replace(/^-(?=.*[1-9])/, "−").replace(/^-/, "")});
    }
    return list;
  }

  function chart(name, lines, tube, duration) {
    const values = lines.flatMap(line => line.y).concat(tube ? tube.low.concat(tube.high) : []);
    let low = Math.min(...values), high = Math.max(...values);
    if (!(high - low > 1e-9 * Math.max(1, Math.abs(low)))) { low -= 0.5; high += 0.5; }
    const margin = 0.06 * (high - low);
    low -= margin;
    high += margin;
    const x = t => LEFT + (WIDTH - LEFT - RIGHT) * t / duration;
    const y = v => HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (v - low) / (high - low);
    const path = points => points.map(([t, v], i) => (i ? "L" : "M") + x(t).toFixed(1) + " " + y(v).toFixed(1)).join("");
    let svg = `<figure><figcaption>${escape(name)}</figcaption><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escape(name)} over time">`;
    for (const tick of ticks(low, high, 4)) {
      svg += `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(tick.value).toFixed(1)}" y2="${y(tick.value).toFixed(1)}"/>`
          + `<text class="end" x="${LEFT - 6}" y="${(y(tick.value) + 4).toFixed(1)}">${tick.label}</text>`;
    }
    for (const tick of ticks(0, duration, 5)) {
      svg += `<text class="middle" x="${x(tick.value).toFixed(1)}" y="${HEIGHT - BOTTOM + 15}">${tick.label}</text>`;
    }
    svg += `<line class="axis" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${HEIGHT - BOTTOM}" y2="${HEIGHT - BOTTOM}"/>`
        + `<text class="middle" x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 3}">time, s</text>`;
    if (tube) {
      const edge = tube.t.map((t, i) => [t, tube.high[i]]).concat(tube.t.map((t, i) => [t, tube.low[i]]).reverse());
      svg += `<path class="s0 tube" d="${path(edge)}Z"/><path class="curve s0 mean" d="${path(tube.t.map((t, i) => [t, tube.mean[i]]))}"/>`;
    }
    for (const line of lines) svg += `<path class="curve ${line.style}" d="${path(line.t.map((t, i) => [t, line.y[i]]))}"/>`;
    return svg + `<line class="now" x1="0" x2="0" y1="${TOP}" y2="${HEIGHT - BOTTOM}"/></svg></figure>`;
  }

  const column = (table, i) => Array.from({length: table.rows}, (_, row) => table.values[row * table.columns + i]);

  /* Fills an element with a chart for each entry of state and control. */
  function fill(element, data, takes, tube) {
    const time = rows => Array.from({length: rows}, (_, i) => i * data.step);
    const duration = data.step * Math.max(1, ...takes.map(take => take.rows.rows - 1), tube ? tube.mean.rows - 1 : 0);
    const order = data.names.map((_, i) => i);
    const controls = order.filter(i => i >= data.states);
    element.innerHTML = controls.concat(order.filter(i => i < data.states)).map(i => {
      const lines = takes.map(take => ({
        t: time(take.rows.rows), y: column(take.rows, i), style: take.actor === "POLICY" ? "s1" : "s0 thin"
      }));
      let band = null;
      if (tube) {
        const mean = column(tube.mean, i), deviation = column(tube.deviation, i);
        band = {t: time(mean.length), mean, low: mean.map((m, t) => m - 2 * deviation[t]), high: mean.map((m, t) => m + 2 * deviation[t])};
      }
      return chart(data.names[i], lines, band, duration);
    }).join("");
  }

  /* Marks a time in all charts. */
  function mark(element, seconds, duration) {
    const x = LEFT + (WIDTH - LEFT - RIGHT) * Math.min(1, seconds / duration);
    for (const line of element.querySelectorAll(".now")) {
      line.setAttribute("x1", x);
      line.setAttribute("x2", x);
    }
  }

  return {fill, mark};
})();

/* Choices, and what they show. */
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const get = id => document.getElementById(id);
  const width = data.names.length;
  const canvas = get("scene");
  const seen = new Map();
  let camera = data.camera ? {...data.camera, zoom: 1} : null;
  let seconds = 0, playing = false, before = 0, duration = 1, motions = [];

  /* Numbers are decoded when they are first shown. */
  function decoded(item, key, columns, range) {
    if (!seen.has(item)) seen.set(item, {});
    const known = seen.get(item);
    if (!known[key]) known[key] = Scene.decode(item[key], columns, range);
    return known[key];
  }

  const scene = () => data.iterations[get("iteration").selectedIndex];
  const cluster = () => Number(get("cluster").value);
  const inCluster = item => item.cluster === cluster();
  const number = v => Number(v.toPrecision(4)).toString().replace("-", "−");
  const option = (value, text) => new Option(text, value);

  function name(take, index) {
    return (take.actor === "POLICY" ? "policy" : "rollout") + (index ? " " + index : "") + ", cost " + number(take.cost);
  }

  function refill(select, options) {
    const old = select.value;
    select.replaceChildren(...options);
    if (options.some(o => o.value === old)) select.value = old;
  }

  function chooseIteration() {
    const clusters = [...new Set(scene().takes.concat(scene().tubes).map(item => item.cluster))].sort((a, b) => a - b);
    refill(get("cluster"), clusters.map(c => option(c, c < 0 ? "none" : c)));
    chooseCluster();
  }

  function chooseCluster() {
    const takes = scene().takes.filter(inCluster);
    const counts = {EXPLORER: 0, POLICY: 0};
    const many = actor => takes.filter(take => take.actor === actor).length > 1;
    const options = [option("all", "all of them")];
    takes.forEach((take, i) => {
      counts[take.actor]++;
      if (take.poses) options.push(option(take.actor + counts[take.actor], name(take, many(take.actor) ? counts[take.actor] : 0)));
      take.label = take.actor + counts[take.actor];
    });
    refill(get("take"), options);
    const tube = scene().tubes.find(inCluster);
    const shown = takes.map(take => ({actor: take.actor, rows: decoded(take, "rows", width, data.traces)}));
    Traces.fill(get("traces"), data, shown, tube && {
      mean: decoded(tube, "mean", width, data.traces),
      deviation: decoded(tube, "deviation", width, data.deviations)
    });
    chooseTake();
  }

  function chooseTake() {
    const chosen = get("take").value;
    const shown = scene().takes.filter(inCluster).filter(take => take.poses && (chosen === "all" || take.label === chosen));
    motions = shown.map(take => ({
      ...decoded(take, "poses", 7 * data.frames, data.poses),
      colour: take.actor === "POLICY" ? "--c1" : "--c0",
      tip: take.actor === "POLICY" ? "--c4" : "--c5",
      alpha: chosen !== "all" || take.actor === "POLICY" || shown.length === 1 ? 1 : 0.4
    }));
    duration = data.step * Math.max(1, ...scene().takes.filter(inCluster).map(take => decoded(take, "rows", width, data.traces).rows - 1));
    if (canvas) get("time").max = duration;
    seconds = Math.min(seconds, duration);
    show();
  }

  function show() {
    Traces.mark(get("traces"), seconds, duration);
    if (!canvas) return;
    get("time").value = seconds;
    get("clock").textContent = seconds.toFixed(2) + " s";
    Scene.draw(canvas, data, camera, motions, seconds / data.step);
  }

  function play(on) {
    playing = on;
    get("play").textContent = on ? "Pause" : "Play";
    if (on) {
      if (seconds >= duration) seconds = 0;
      before = performance.now();
      requestAnimationFrame(tick);
    }
  }

  function tick(now) {
    if (!playing) return;
    seconds += Math.max(0, now - before) / 1000 * Number(get("speed").value);
    before = now;
    if (seconds >= duration) {
      seconds = duration;
      play(false);
    } else {
      requestAnimationFrame(tick);
    }
    show();
  }

  function turn(across, up) {
    if (camera.planar) return;
    camera.azimuth -= across;
    camera.elevation = Math.max(-1.5, Math.min(1.5, camera.elevation + up));
    show();
  }

  refill(get("iteration"), data.iterations.map((it, i) => option(i, it.iteration + (it.label ? " (" + it.label + ")" : ""))));
  const best = data.iterations.findIndex(it => it.label.includes("best"));
  get("iteration").selectedIndex = best < 0 ? data.iterations.length - 1 : best;
  get("iteration").addEventListener("change", chooseIteration);
  get("cluster").addEventListener("change", chooseCluster);
  get("take").addEventListener("change", chooseTake);
  if (canvas) {
    get("play").addEventListener("click", () => play(!playing));
    get("time").addEventListener("input", event => { play(false); seconds = Number(event.target.value); show(); });
    get("view").addEventListener("click", () => { camera = {...data.camera, zoom: 1}; show(); });
    canvas.addEventListener("pointermove", event => {
      if (event.buttons & 1) turn(event.movementX / 120, event.movementY / 120);
    });
    canvas.addEventListener("wheel", event => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      camera.zoom = Math.max(0.3, Math.min(10, camera.zoom * Math.exp(-event.deltaY / 400)));
      show();
    }, {passive: false});
    canvas.addEventListener("keydown", event => {
      const keys = {ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, 0.1], ArrowDown: [0, -0.1]};
      if (keys[event.key]) turn(...keys[event.key]);
      else if (event.key === " ") play(!playing);
      else if (event.key === "+" || event.key === "-") {
        camera.zoom = Math.max(0.3, Math.min(10, camera.zoom * (event.key === "+" ? 1.2 : 1 / 1.2)));
        show();
      } else return;
      event.preventDefault();
    });
    new ResizeObserver(show).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  }
  chooseIteration();
})();

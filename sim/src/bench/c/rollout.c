/* One rollout in plain C, doing what MujocoSimulator does from reset to the last step: the yardstick of its speed. */
#include <mujoco/mujoco.h>

static void read_state(const mjModel *m, const mjData *d, const int *sites, int nsites, double dt, double *previous, double *x) {
  double *p = x + m->nq + m->nv;
  mju_copy(x, d->qpos, m->nq);
  mju_copy(x + m->nq, d->qvel, m->nv);
  for (int i = 0; i < nsites; i++) mju_copy(p + 3 * i, d->site_xpos + 3 * sites[i], 3);
  for (int i = 0; i < 3 * nsites; i++) {
    p[3 * nsites + i] = (p[i] - previous[i]) / dt;
    previous[i] = p[i];
  }
}

/* start: qpos; shift: of body 1; controls: steps x nu; x: the last state. */
void rollout(mjModel *m, mjData *d, const double *start, const double *shift, const double *controls, int steps, int substeps,
             const int *sites, int nsites, double *x) {
  double previous[64], place[3];
  double dt = substeps * m->opt.timestep;
  mj_resetData(m, d);
  mju_copy3(place, m->body_pos + 3);
  mju_addTo3(m->body_pos + 3, shift);
  mju_copy(d->qpos, start, m->nq);
  mj_step1(m, d);
  for (int i = 0; i < nsites; i++) mju_copy3(previous + 3 * i, d->site_xpos + 3 * sites[i]);
  for (int t = 0; t < steps; t++) {
    mju_copy(d->ctrl, controls + t * m->nu, m->nu);
    for (int i = 0; i < substeps; i++) {
      mj_step2(m, d);
      mj_step1(m, d);
    }
    read_state(m, d, sites, nsites, dt, previous, x);
  }
  mju_copy3(m->body_pos + 3, place);
}

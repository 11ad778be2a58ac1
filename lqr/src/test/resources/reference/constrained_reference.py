"""Reference optima of three constrained problems, by direct transcription with Ipopt (through CasADi).

  python3 constrained_reference.py OUTPUT_FOLDER

Unknowns are all states and all controls; x_{t+1} = f(x_t, u_t) (one step of RK4, the control held) are equality constraints.
The first guess is that of the tests: a guess of the controls, and the states of its rollout. Exact derivatives, tol 1e-10.
"""
import json
import os
import platform
import sys

import casadi as ca
import numpy as np


def rk4(derivative, n, m, dt):
    x, u = ca.SX.sym("x", n), ca.SX.sym("u", m)
    k1 = derivative(x, u)
    k2 = derivative(x + dt / 2 * k1, u)
    k3 = derivative(x + dt / 2 * k2, u)
    k4 = derivative(x + dt * k3, u)
    return ca.Function("f", [x, u], [x + dt / 6 * (k1 + 2 * k2 + 2 * k3 + k4)])


def circle(x, indices, centre, radius):
    """(r² − |p − c|²)/(2r) ≤ 0."""
    d = ca.vertcat(*[x[i] for i in indices]) - ca.DM(centre)
    return (radius**2 - ca.sumsqr(d)) / (2 * radius)


def car():
    T, dt, n, m = 80, 0.1, 4, 2
    f = rk4(lambda x, u: ca.vertcat(x[3] * ca.cos(x[2]), x[3] * ca.sin(x[2]), x[3] * ca.tan(u[0]) / 2, u[1]), n, m, dt)
    goal = ca.DM([10, 4, 0, 0])
    circles = [((0, 1), (2.5, 0.6), 1.0), ((0, 1), (6.0, 3.2), 1.2)]
    return dict(
        T=T, f=f, n=n, m=m, x0=np.zeros(4), guess=np.tile([0.0, 0.3], (T, 1)),
        running=lambda x, u: 0.5 * dt * (u[0] ** 2 + 0.5 * u[1] ** 2 + 0.1 * ca.sumsqr((x - goal)[:2])),
        terminal=lambda x: 0.5 * 50 * ca.sumsqr(x - goal),
        lower=[-0.5, -2.0], upper=[0.5, 2.0],
        inequality=lambda x, t: [circle(x, *c) for c in circles] if t >= 1 else [],
        goal=None)


def cart_pole():
    T, dt, n, m = 100, 0.05, 4, 1
    M, mp, l, g = 1.0, 0.2, 0.5, 9.81

    def derivative(x, u):
        s, c, w = ca.sin(x[1]), ca.cos(x[1]), x[3]
        d = M + mp * s**2
        return ca.vertcat(
            x[2], w, (u[0] + mp * s * (l * w**2 + g * c)) / d,
            (-u[0] * c - mp * l * w**2 * c * s - (M + mp) * g * s) / (l * d))

    goal = ca.DM([0, np.pi, 0, 0])
    return dict(
        T=T, f=rk4(derivative, n, m, dt), n=n, m=m, x0=np.zeros(4), guess=np.full((T, 1), 0.01),
        running=lambda x, u: 0.5 * (0.01 * ca.sumsqr(x - goal) + 0.1 * u[0] ** 2), terminal=lambda x: 0,
        lower=[-np.inf], upper=[np.inf],
        inequality=lambda x, t: [x[0] - 0.15, -0.15 - x[0]] if t >= 1 else [],
        goal=lambda x: x - goal)


def quadrotor():
    """x = (position, unit quaternion body→world w first, velocity in the world, angular velocity in the body), u = rotor thrusts."""
    T, dt, n, m = 100, 0.03, 13, 4
    mass, arm, drag, g = 0.5, 0.175, 0.0245, 9.81
    inertia = ca.DM([0.0023, 0.0023, 0.004])

    def derivative(x, u):
        qw, qx, qy, qz = x[3], x[4], x[5], x[6]
        w = x[10:13]
        thrust = u[0] + u[1] + u[2] + u[3]
        up = ca.vertcat(2 * (qx * qz + qw * qy), 2 * (qy * qz - qw * qx), 1 - 2 * (qx**2 + qy**2))
        torque = ca.vertcat(arm * (u[1] - u[3]), arm * (u[2] - u[0]), drag * (u[0] - u[1] + u[2] - u[3]))
        return ca.vertcat(
            x[7:10],
            0.5 * (-qx * w[0] - qy * w[1] - qz * w[2]),
            0.5 * (qw * w[0] + qy * w[2] - qz * w[1]),
            0.5 * (qw * w[1] + qz * w[0] - qx * w[2]),
            0.5 * (qw * w[2] + qx * w[1] - qy * w[0]),
            up * thrust / mass - ca.DM([0, 0, g]),
            (torque - ca.cross(w, inertia * w)) / inertia)

    hover = mass * g / 4
    goal = ca.DM([4, -0.8, 1.2, 1, 0, 0, 0] + [0] * 6)
    weight = ca.DM([0.1] * 3 + [1] * 4 + [0.05] * 3 + [0.05] * 3)
    # a window in a wall: two upright and two lying cylinders around (2, 0, 1.5), free by 0.3 m on each side of its middle
    cylinders = [((0, 1), (2, 1.3), 1.0), ((0, 1), (2, -1.3), 1.0), ((0, 2), (2, 2.8), 1.0), ((0, 2), (2, 0.2), 1.0)]
    start = [0, -1, 1, 1, 0, 0, 0] + [0] * 6
    guess = np.full((T, m), hover)  # a short pitching motion that leaves a tilt towards the window
    guess[:5] += [-0.02, 0, 0.02, 0]
    guess[5:10] -= [-0.02, 0, 0.02, 0]
    return dict(
        T=T, f=rk4(derivative, n, m, dt), n=n, m=m, x0=np.array(start, float), guess=guess,
        running=lambda x, u: 0.5 * dt * (ca.dot(weight * (x - goal), x - goal) + 0.5 * ca.sumsqr(u - hover)),
        terminal=lambda x: 0,
        lower=[0.0] * 4, upper=[1.7] * 4,
        inequality=lambda x, t: [circle(x, *c) for c in cylinders] if t >= 1 else [],
        goal=lambda x: ca.vertcat(x[0:3] - goal[0:3], x[4:13] - goal[4:13]))


def solve(name, p, folder, verbose):
    T, n, m, f = p["T"], p["n"], p["m"], p["f"]
    X, U = ca.MX.sym("X", n, T + 1), ca.MX.sym("U", m, T)
    cost, g, lower, upper = 0, [X[:, 0] - p["x0"]], [0.0] * n, [0.0] * n
    for t in range(T + 1):
        if t < T:
            cost += p["running"](X[:, t], U[:, t])
            g.append(X[:, t + 1] - f(X[:, t], U[:, t]))
            lower += [0.0] * n
            upper += [0.0] * n
        for c in p["inequality"](X[:, t], t):
            g.append(c)
            lower.append(-np.inf)
            upper.append(0.0)
    cost += p["terminal"](X[:, T])
    if p["goal"]:
        end = p["goal"](X[:, T])
        g.append(end)
        lower += [0.0] * end.numel()
        upper += [0.0] * end.numel()
    states = [p["x0"]]
    for u in p["guess"]:
        states.append(np.array(f(states[-1], u)).ravel())
    options = {"ipopt.tol": 1e-10, "ipopt.constr_viol_tol": 1e-10, "ipopt.dual_inf_tol": 1e-8, "ipopt.compl_inf_tol": 1e-10,
               "ipopt.acceptable_iter": 0, "ipopt.bound_relax_factor": 0, "ipopt.max_iter": 3000,
               "ipopt.print_level": 5 if verbose else 0, "print_time": 0}
    solver = ca.nlpsol("s", "ipopt", {"x": ca.veccat(X, U), "f": cost, "g": ca.vertcat(*g)}, options)
    guess = np.concatenate([np.array(states).ravel(), p["guess"].ravel()])
    free = np.full((T + 1) * n, np.inf)
    r = solver(x0=guess, lbg=lower, ubg=upper,
               lbx=np.concatenate([-free, np.tile(p["lower"], T)]), ubx=np.concatenate([free, np.tile(p["upper"], T)]))
    stats = solver.stats()
    z, gv = np.array(r["x"]).ravel(), np.array(r["g"]).ravel()
    violation = max(np.max(np.maximum(gv - upper, 0)), np.max(np.maximum(np.array(lower) - gv, 0)))
    controls = z[(T + 1) * n:].reshape(T, m)
    out = {"provenance": {"script": "constrained_reference.py", "solver": "Ipopt through CasADi " + ca.__version__,
                          "python": platform.python_version(), "numpy": np.__version__, "tol": 1e-10,
                          "status": stats["return_status"], "iterations": stats["iter_count"]},
           "cost": float(r["f"]), "violation": float(violation),
           "largestMultiplier": float(np.max(np.abs(np.array(r["lam_g"])))), "controls": controls.tolist()}
    print(name, stats["return_status"], stats["iter_count"], "cost %.12g" % out["cost"], "violation %.2g" % violation,
          "largest multiplier %.4g" % out["largestMultiplier"])
    states = z[:(T + 1) * n].reshape(T + 1, n)
    active = [(t, i) for t in range(T + 1) for i, c in enumerate(p["inequality"](ca.DM(states[t]), t)) if float(c) > -1e-6]
    print("  active", active, "\n  at limits", int(np.sum((controls <= np.array(p["lower"]) + 1e-6) | (controls >= np.array(p["upper"]) - 1e-6))))
    with open(os.path.join(folder, "constrained_" + name + ".json"), "w") as file:
        json.dump(out, file)
    return states, controls


if __name__ == "__main__":
    for name, problem in (("car", car()), ("cart_pole", cart_pole()), ("quadrotor", quadrotor())):
        s, c = solve(name, problem, sys.argv[1], len(sys.argv) > 2)
        if len(sys.argv) > 2:
            np.set_printoptions(precision=3, suppress=True, linewidth=160)
            print(np.hstack([s[:-1], c])[::4], s[-1])

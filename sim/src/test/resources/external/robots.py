"""Environments of the kind of Gymnasium, good and bad, for tests."""
import os
import sys
import time

import numpy as np

print("imported: this must not disturb the protocol")


class Box:
    def __init__(self, low, high, shape, dtype=np.float64):
        self.low, self.high, self.shape, self.dtype = np.full(shape, low, dtype), np.full(shape, high, dtype), shape, dtype


class Mass:
    """A point mass on a line, pushed by a force: semi-implicit Euler."""

    action_space = Box(-2.0, 2.0, (1,))
    observation_space = Box(-np.inf, np.inf, (2,))
    dt = 0.1

    def __init__(self, mass=1.0, spread=0.0):
        self.mass, self.spread = mass, spread

    def reset(self, seed=None, options=None):
        coordinates = (options or {}).get("coordinates", np.zeros(2))
        self.x = np.array(coordinates, dtype=float)
        self.x += self.spread * np.random.default_rng(seed).standard_normal(2)
        return self.x.copy(), {}

    def step(self, action):
        print("stepping")
        os.write(1, b"from below\n")
        velocity = self.x[1] + self.dt * action[0] / self.mass
        self.x = np.array([self.x[0] + self.dt * velocity, velocity])
        return self.x.copy(), 0.0, False, False, {}


class Once:
    """Misbehaves in the process that is the first to create a given file, at the third step."""

    def __init__(self, marker, how):
        self.inner, self.marker, self.how, self.steps = Mass(), marker, how, 0
        self.action_space, self.observation_space, self.dt = Mass.action_space, Mass.observation_space, Mass.dt

    def reset(self, seed=None, options=None):
        self.steps = 0
        return self.inner.reset(seed=seed, options=options)

    def step(self, action):
        self.steps += 1
        if self.steps == 3 and (self.how.startswith("always") or not os.path.exists(self.marker)):
            open(self.marker, "w").close()
            print("something is wrong in here", file=sys.stderr, flush=True)
            if "crash" in self.how:
                os._exit(7)
            if "hang" in self.how:
                time.sleep(600)
            if "raise" in self.how:
                raise RuntimeError("the gripper\nis stuck")
        return self.inner.step(action)


class Old(Mass):
    def step(self, action):
        return self.x, 0.0, False, {}


class Unplaceable(Mass):
    def reset(self, seed=None):
        return super().reset(seed=seed)


class Discrete(Mass):
    action_space = "Discrete(2)"


class Timeless(Mass):
    dt = None


class Ending(Mass):
    def step(self, action):
        return super().step(action)[:2] + (True, False, {})

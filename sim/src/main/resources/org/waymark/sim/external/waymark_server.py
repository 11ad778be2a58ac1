#!/usr/bin/env python3
"""Serves a Gymnasium-style environment to Waymark, over standard input and output.

    python3 waymark_server.py package.module:EnvClass [--time-step 0.05] [--kwargs '{"mass": 2}']

The environment has action_space (a box: low, high, shape), reset(seed=..., options=...) that returns
(observation, info), and step(action) that returns (observation, reward, terminated, truncated, info).
Its observation, as one flat list of numbers, is Waymark's state. A start's coordinates and parameters
arrive as options={"coordinates": [...], "parameters": [...]}; without any, options is not given.
Rewards are not used: the cost is Waymark's. Needs Python 3.8 and NumPy; Gymnasium itself is not needed.

What the environment prints goes to stderr. A method that raises costs one rollout.
"""

import argparse
import importlib
import inspect
import json
import math
import os
import select
import signal
import sys
import threading
import time
import traceback

HELLO = "hello waymark 1"
UNLIMITED = 1e30  # spaces write "no limit" as the largest float32


class Refused(Exception):
    """What was asked for can never be done."""


def arguments():
    parser = argparse.ArgumentParser(description="Serves a Gymnasium-style environment to Waymark.")
    parser.add_argument("environment", metavar="MODULE:CLASS", help="a class, or a function that returns an environment")
    parser.add_argument("--kwargs", default="{}", help="arguments of the class, as a JSON object")
    parser.add_argument("--time-step", type=float, help="seconds; if left out: env.dt, or 1/metadata['render_fps']")
    parser.add_argument("--physics-step", type=float, help="seconds, of one step of the integrator")
    parser.add_argument("--positions", type=int, help="how many entries of the state are positions; they come first")
    parser.add_argument("--names", help="names of the state's entries, with commas between")
    parser.add_argument(
        "--on-end",
        choices=["continue", "fail"],
        default="continue",
        help="what to do when the environment terminates or truncates: go on stepping, or give the rollout up",
    )
    return parser.parse_args()


def private_streams():
    """Keeps stdin and stdout for the protocol; the environment gets an empty stdin, and stderr for stdout."""
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8", newline="\n")
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return requests, replies


def leave_with_parent(requests):
    """Ends this process when nobody is left to send requests, even if the environment hangs."""

    def watch():
        poll = select.poll()
        poll.register(requests.fileno(), 0)  # hang-ups are always reported
        poll.poll()
        time.sleep(2)  # after an orderly end we are gone by now
        os._exit(1)

    if hasattr(select, "poll"):
        threading.Thread(target=watch, daemon=True).start()


class Server:
    def __init__(self, options):
        import numpy

        self.np = numpy
        self.options = options
        self.env = self.make(options)
        space = getattr(self.env, "action_space", None)
        if not all(hasattr(space, name) for name in ("low", "high", "shape")):
            raise Refused("action_space: expected a box (low, high, shape), found %r; actions are real numbers" % (space,))
        self.shape = tuple(space.shape)
        self.dtype = getattr(space, "dtype", None) or numpy.float64
        if not numpy.issubdtype(self.dtype, numpy.floating):
            raise Refused("action_space: expected real numbers, found %s" % self.dtype)
        self.low = numpy.broadcast_to(numpy.asarray(space.low, dtype=float), self.shape).ravel()
        self.high = numpy.broadcast_to(numpy.asarray(space.high, dtype=float), self.shape).ravel()
        names = inspect.signature(self.env.reset).parameters
        anything = any(p.kind == inspect.Parameter.VAR_KEYWORD for p in names.values())
        self.takes_options = anything or "options" in names
        if not (anything or "seed" in names):
            raise Refused("reset: expected a parameter 'seed', found %s" % list(names))
        self.size = self.state_size()

    @staticmethod
    def make(options):
        module, colon, name = options.environment.partition(":")
        if not colon:
            raise Refused("expected MODULE:CLASS, found '%s'" % options.environment)
        sys.path.insert(0, os.getcwd())
        found = importlib.import_module(module)
        for part in name.split("."):
            if not hasattr(found, part):
                raise Refused("there is no '%s' in %s" % (part, getattr(found, "__name__", found)))
            found = getattr(found, part)
        return found(**json.loads(options.kwargs))

    def state_size(self):
        shape = getattr(getattr(self.env, "observation_space", None), "shape", None)
        if shape is not None:
            return int(self.np.prod(shape, dtype=int))
        return len(self.flat(self.begun(self.env.reset(seed=0))))

    def time_step(self):
        if self.options.time_step:
            return self.options.time_step
        inner = getattr(self.env, "unwrapped", self.env)
        step = getattr(inner, "dt", None)
        if isinstance(step, (int, float)):
            return float(step)
        rate = (getattr(self.env, "metadata", None) or {}).get("render_fps")
        if rate:
            return 1.0 / rate
        raise Refused("the environment has neither dt nor metadata['render_fps']; give --time-step SECONDS")

    def physics_step(self):
        if self.options.physics_step:
            return self.options.physics_step
        inner = getattr(self.env, "unwrapped", self.env)
        step = getattr(getattr(getattr(inner, "model", None), "opt", None), "timestep", None)
        return float(step) if isinstance(step, (int, float)) else None

    def flat(self, observation):
        if isinstance(observation, dict):
            parts = [self.np.ravel(self.np.asarray(observation[key], dtype=float)) for key in sorted(observation)]
            return self.np.concatenate(parts).tolist()
        return self.np.ravel(self.np.asarray(observation, dtype=float)).tolist()

    @staticmethod
    def begun(result):
        if not (isinstance(result, tuple) and len(result) == 2):
            raise Refused("reset: expected (observation, info), found %s; old environments need a wrapper" % kind(result))
        return result[0]

    def state(self, observation):
        numbers = self.flat(observation)
        if len(numbers) != self.size:
            raise Refused("observation: expected %d numbers, found %d" % (self.size, len(numbers)))
        return line("state", numbers)

    def greeting(self):
        yield HELLO
        yield "stateSize %d" % self.size
        yield "controlSize %d" % len(self.low)
        yield line("timeStep", [float(self.time_step())])
        yield line("controlLower", [low if low > -UNLIMITED else -math.inf for low in self.low.tolist()])
        yield line("controlUpper", [high if high < UNLIMITED else math.inf for high in self.high.tolist()])
        physics_step = self.physics_step()
        if physics_step:
            yield line("physicsStep", [physics_step])
        if self.options.positions:
            yield "positionSize %d" % self.options.positions
        if self.options.names:
            yield "stateNames " + "\t".join(name.strip() for name in self.options.names.split(","))
        yield "ready"

    def reset(self, words):
        seed = int(words[0])
        count = int(words[2])
        coordinates = [float(word) for word in words[3 : 3 + count]]
        parameters = [float(word) for word in words[5 + count :]]
        if not coordinates and not parameters:
            return self.state(self.begun(self.env.reset(seed=seed)))
        if not self.takes_options:
            raise Refused("reset: the environment takes no 'options', so it cannot begin at given coordinates; leave them empty")
        options = {"coordinates": self.np.array(coordinates), "parameters": self.np.array(parameters)}
        return self.state(self.begun(self.env.reset(seed=seed, options=options)))

    def step(self, words):
        action = self.np.array([float(word) for word in words], dtype=self.dtype).reshape(self.shape)
        result = self.env.step(action)
        if not (isinstance(result, tuple) and len(result) == 5):
            raise Refused(
                "step: expected (observation, reward, terminated, truncated, info), found %s;"
                " old environments need a wrapper" % kind(result)
            )
        if self.options.on_end == "fail" and (result[2] or result[3]):
            raise RuntimeError("the environment %s" % ("terminated" if result[2] else "was truncated"))
        return self.state(result[0])

    def answer(self, request):
        verb, *words = request.split()
        if verb == "reset":
            return self.reset(words)
        if verb == "step":
            return self.step(words)
        raise Refused("unknown request '%s'" % verb)

    def close(self):
        if hasattr(self.env, "close"):
            self.env.close()


def kind(result):
    return "%d values" % len(result) if isinstance(result, tuple) else type(result).__name__


def line(keyword, numbers):
    return keyword + "".join(" " + repr(number) for number in numbers)


def one_line(error):
    return " ".join(("%s: %s" % (type(error).__name__, error)).split())


def main():
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who started us, who then tells us to close
    options = arguments()
    requests, replies = private_streams()
    leave_with_parent(requests)

    def say(*lines):
        sys.stderr.flush()
        replies.write("".join(text + "\n" for text in lines))
        replies.flush()

    server = None
    for request in requests:
        request = request.strip()
        try:
            if request == "close":
                if server:
                    server.close()
                say("bye")
                return
            if request.startswith("hello waymark"):
                server = server or Server(options)
                say(*list(server.greeting()))
            elif server is None:
                say("refused expected '%s' first" % HELLO)
            else:
                say(server.answer(request))
        except Refused as refusal:
            if server is None or request.startswith("hello"):
                sys.exit("waymark_server.py: " + str(refusal))
            say("refused " + " ".join(str(refusal).split()))
        except BrokenPipeError:
            return
        except Exception as error:  # the environment's own: told to whoever waits for the answer
            traceback.print_exc()
            if server is None:
                sys.exit(1)
            say("failed " + one_line(error))


if __name__ == "__main__":
    main()

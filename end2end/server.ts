// Starts and stops the real binary on a free port with a data folder of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Someone who can sign in. */
export interface Account {
  email: string;
  password: string;
}

/** A running binary. */
export interface Server {
  /** Without a slash at the end. */
  url: string;
  /** The data folder, gone after the test. */
  data: string;
  /** Waits until the binary has printed something that matches. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** The one-time link that the first run prints. */
  setupLink(): Promise<string>;
  /** The account that `demo` prints for a role: one line with the role, the address and, last,
   * the password. */
  account(role: string): Promise<Account>;
  /** All that the binary has printed so far. */
  output(): string;
  /** Ends it as a service manager would; fails unless it leaves with code 0. */
  stop(): Promise<void>;
}

const START_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 30_000;

const running = new Set<ChildProcess>();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

/** The program under test. */
export function binary(): string {
  const built = ["debug", "release"].map((profile) =>
    fileURLToPath(new URL(`../target/${profile}/plumbline`, import.meta.url)),
  );
  const path = process.env.PLUMBLINE_BIN ?? built.find(existsSync);
  if (path === undefined) throw new Error("there is no binary; `make test-browser` builds it");
  return path;
}

/** Settings of whoever runs the tests must not reach the binary under test. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("PLUMBLINE_"));
  return Object.fromEntries(own);
}

/** A child process with all that it says. */
class Process {
  output = "";
  readonly ended: Promise<string>;
  private readonly heard = new Set<() => void>();

  constructor(readonly child: ChildProcess, readonly name: string) {
    running.add(child);
    this.ended = new Promise((resolve) => {
      child.once("error", (error) => resolve(String(error)));
      child.once("close", (code, signal) => resolve(String(code ?? signal)));
    });
    void this.ended.then(() => running.delete(child));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        this.output += chunk.toString();
        this.heard.forEach((listener) => listener());
      });
    }
  }

  says(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const settle = (action: () => void) => {
        this.heard.delete(listen);
        clearTimeout(limit);
        action();
      };
      const fail = (why: string) =>
        settle(() => reject(new Error(`${this.name} ${why}, wanted ${pattern}:\n${this.output}`)));
      const listen = () => {
        const found = pattern.exec(this.output);
        if (found !== null) settle(() => resolve(found));
      };
      const limit = setTimeout(() => fail("kept silent"), START_LIMIT_MS);
      this.heard.add(listen);
      listen();
      void this.ended.then((how) => fail(`ended with ${how}`));
    });
  }

  async stop(): Promise<string> {
    this.child.kill("SIGTERM");
    const limit = setTimeout(() => this.child.kill("SIGKILL"), STOP_LIMIT_MS);
    const how = await this.ended;
    clearTimeout(limit);
    return how;
  }
}

/** Runs `plumbline <command>` with these further arguments and waits until it listens. */
export async function start(command: "serve" | "demo", ...more: string[]): Promise<Server> {
  const data = await mkdtemp(join(tmpdir(), "plumbline-"));
  const settings = ["--listen", "127.0.0.1:0", "--data", data, ...more];
  const child = spawn(binary(), [command, ...settings], { cwd: data, env: environment() });
  const plumbline = new Process(child, `plumbline ${command}`);

  async function stop() {
    const how = await plumbline.stop();
    await rm(data, { recursive: true, force: true });
    if (how !== "0") throw new Error(`plumbline ended with ${how}:\n${plumbline.output}`);
  }

  try {
    const [, url] = await plumbline.says(/Plumbline listens on (http:\/\/[\d.:]+)/);
    return {
      url,
      data,
      says: (pattern) => plumbline.says(pattern),
      setupLink: async () => (await plumbline.says(/http:\/\/\S+\/setup\?token=\S+/))[0],
      account: async (role) => {
        const line = new RegExp(`^.*\\b${role}\\b.*?(\\S+@[\\w.-]+).*?(\\S+)[ \\t]*$`, "im");
        const [, email, password] = await plumbline.says(line);
        return { email, password };
      },
      output: () => plumbline.output,
      stop,
    };
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
}

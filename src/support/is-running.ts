import { readTextFile } from './text-file.js'

/** Whether a process of this machine runs. One that ended and that nobody asked about yet (a zombie) does not. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  // "12 (name) S 1 ...": the name may hold anything; where there is no such file, nothing more is known
  const stat = await readTextFile(`/proc/${pid}/stat`, 'json').catch(() => '')
  return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(') ') + 2))
}

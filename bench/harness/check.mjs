/**
 * Checks a project with a compiler that has an API, in a process of its own, so cold: `node check.mjs <compiler> <project>`.
 * Prints what `tsc --extendedDiagnostics` calls check time, which it rounds to 10 ms, and the counts.
 */
import { createRequire } from 'node:module'

const [compiler = '', project = ''] = process.argv.slice(2)
const ts = createRequire(import.meta.url)(compiler)
const { config } = ts.readConfigFile(`${project}/tsconfig.json`, ts.sys.readFile)
const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, project)
const program = ts.createProgram(fileNames, options)
// Binding is another phase.
program.getTypeChecker()

const start = performance.now()
// With skipLibCheck these files are all that is checked.
const errors = fileNames.flatMap((/** @type {string} */ file) =>
  program.getSemanticDiagnostics(program.getSourceFile(file)),
)
const seconds = (performance.now() - start) / 1_000
if (errors.length > 0) throw new Error(ts.formatDiagnostics(errors, ts.createCompilerHost(options)))

const files = program.getSourceFiles().map((/** @type {any} */ { fileName }) => fileName)
console.log(JSON.stringify({ seconds, instantiations: program.getInstantiationCount(), files }))

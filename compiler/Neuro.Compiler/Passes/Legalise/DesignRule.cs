using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>What may stand against a program on a target; nothing where the target has no such limit.</summary>
/// <param name="program">The program.</param>
/// <param name="target">The target.</param>
internal delegate IEnumerable<Diagnostic> DesignRule(SpikeProgram program, TargetProfile target);

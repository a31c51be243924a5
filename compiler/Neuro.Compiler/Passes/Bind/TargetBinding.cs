using Neuro.Compiler.Reports;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>The binding that a target's own crossbars ask for.</summary>
public static class TargetBinding
{
    /// <summary>What programs for <paramref name="target"/> are bound to; null where its weights are digital.</summary>
    public static BindOptions? Of(TargetProfile target) =>
        target.Crossbar is { } crossbar ? new() { Array = crossbar.Array, Device = crossbar.Device } : null;

    /// <summary>Refuses a program that takes more arrays than the target has.</summary>
    /// <param name="program">The program.</param>
    /// <param name="reports">What holds its weights.</param>
    /// <param name="target">The target.</param>
    /// <exception cref="DiagnosticException">NEU4017.</exception>
    public static void Check(SpikeProgram program, IEnumerable<CrossbarReport> reports, TargetProfile target)
    {
        long arrays = reports.Sum(r => (long)r.Arrays);
        if (target is { Crossbar: not null, Limits.Cores: { } most } && arrays > most)
            throw new DiagnosticException(DiagnosticCatalog.ArraysTooFew.At(null, program.Name, arrays, target.Name, most));
    }
}

using Neuro.Cli.Options;
using Neuro.Compiler.Passes;
using Neuro.Emulator.Crossbars;
using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Cli.Crossbars;

/// <summary>Chips of programs that are bound to crossbars.</summary>
internal static class Chips
{
    /// <summary>Samples that the ranges of ADCs are found on.</summary>
    private const int CalibrationSamples = 16;

    /// <summary>Whether <paramref name="program"/> says what is to be built and not what a chip does.</summary>
    public static bool AwaitFabrication(SpikeProgram program) =>
        program.Projections.Any(p => p is { Crossbar: not null, Read: null });

    /// <summary>Whether <paramref name="program"/> is what one chip does.</summary>
    public static bool IsFabricated(SpikeProgram program) => program.Projections.Any(p => p.Read is not null);

    /// <summary><paramref name="program"/> bound as <paramref name="options"/> say, with the ranges of its ADCs found on the
    /// first samples of <paramref name="input"/>, where the array asks for that.</summary>
    /// <param name="program">A verified program.</param>
    /// <param name="options">Device, array, time, temperature.</param>
    /// <param name="input">Recordings; null without.</param>
    /// <param name="backend">What runs the digital program on them.</param>
    /// <param name="diagnostics">Receives warnings.</param>
    public static BoundProgram Bind(
        SpikeProgram program, BindOptions options, InputData? input, IBackend backend, List<Diagnostic> diagnostics)
    {
        if (input is null || options.Array.Adc.Range == AdcRange.Full)
            return Compiler.Passes.Bind.Run(program, options, null, backend, diagnostics);
        SpikeDataset samples = input.Data.Select([.. input.Samples.Take(CalibrationSamples)]);
        CalibrationData data = new(samples, CalibrationSamples, input.Ticks, input.Population);
        return Compiler.Passes.Bind.Run(program, options, data, backend, diagnostics);
    }

    /// <summary>Chip number <paramref name="chip"/> of <paramref name="bound"/>, verified.</summary>
    public static FabricatedChip Fabricate(SpikeProgram bound, int chip)
    {
        FabricatedChip made = Fabricator.Fabricate(bound, chip);
        ProgramVerifier.ThrowIfInvalid(made.Program);
        return made;
    }

    /// <summary>Ends where chips of <paramref name="loaded"/> cannot be chosen, because it is digital or one chip
    /// already.</summary>
    /// <exception cref="DiagnosticException">NEU3566 or NEU3568.</exception>
    public static void RefuseOthers(LoadedProgram loaded, string options)
    {
        if (IsFabricated(loaded.Program))
            throw new DiagnosticException(DiagnosticCatalog.AlreadyFabricated.At(loaded.Path, loaded.Path, options));
        if (!AwaitFabrication(loaded.Program))
            throw new DiagnosticException(DiagnosticCatalog.NotBound.At(loaded.Path, options));
    }
}

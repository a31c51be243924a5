using Neuro.Emulator.Cpu;
using Neuro.Emulator.Crossbars;
using Neuro.Emulator.Devices;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Testing.Programs;

namespace Neuro.Conformance.Tests;

/// <summary>Chips of random programs, of every device and array that is known by name: all backends read them alike.</summary>
public class FabricatedProgramTests
{
    private const int Programs = 60;
    private const int Ticks = 8;
    private const int Slots = 5;
    private const double Hour = 3600;

    [Fact]
    public void Chips_of_every_preset_run_alike_on_the_reference_and_on_the_CPU()
    {
        int run = 0;
        for (int seed = 0; seed < Programs; seed++)
        {
            if (Chip(seed) is not { } program)
                continue;
            run++;
            InputBatch input = RandomProgram.Input(program, seed, Slots, Ticks);
            Execution expected = Execute(new ReferenceBackend(), program, input, threads: 1);
            foreach (int threads in (int[])[1, 2])
            {
                Execution actual = Execute(new CpuBackend { SharesShortTicks = threads > 1 }, program, input, threads);
                Assert.True(expected.FirstDifference(actual) is null, $"{seed}: {expected.FirstDifference(actual)}");
            }
        }
        Assert.True(run > Programs / 2, $"{run} chips of {Programs} could be made");
    }

    /// <summary>A chip of a random program; null where its weights or payloads are more than the array takes.</summary>
    private static SpikeProgram? Chip(int seed)
    {
        string device = DeviceCatalog.Presets[seed % DeviceCatalog.Presets.Length];
        string array = ArrayCatalog.Presets[seed % ArrayCatalog.Presets.Length];
        SpikeProgram program = RandomProgram.Generate(seed);
        program = program with
        {
            Devices = [DeviceCatalog.Load(device)],
            CrossbarArrays = [ArrayCatalog.Load(array)],
            Projections = [.. program.Projections.Select(p => p.Delay.IsArray ? p : p with
            {
                Crossbar = new() { Device = device, Array = array, Time = Hour },
            })],
        };
        try
        {
            return Fabricator.Fabricate(program, chip: seed).Program;
        }
        catch (DiagnosticException)
        {
            return null;
        }
    }

    private static Execution Execute(IBackend backend, SpikeProgram program, InputBatch input, int threads)
    {
        using ISession session = backend.Open(program, new() { BatchSize = Slots, Threads = threads });
        return Execution.Whole(session, input, Ticks);
    }
}

using System.Collections.Concurrent;
using Neuro.Emulator.Crossbars;
using Neuro.Emulator.Devices;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Runtime.Data;
using Neuro.Testing.Programs;

namespace Neuro.Conformance.Tests;

/// <summary>Chips of random programs, of every device and array that is known by name: all backends read them alike.</summary>
public class FabricatedProgramTests
{
    private const int Programs = 60;
    private const int Ticks = 8;
    private const int Slots = 5;
    private const double Hour = 3600;

    // Every device preset in turn, of which there are fewer.
    private const int ProgramsOfOtherDevices = 24;

    private static readonly ConcurrentDictionary<int, (SpikeProgram Program, Execution Expected)?> Known = new();

    [Theory]
    [MemberData(nameof(BackendsUnderTest.Emulators), MemberType = typeof(BackendsUnderTest), DisableDiscoveryEnumeration = true)]
    public void Chips_of_every_preset_run_as_on_the_reference(string device)
    {
        IBackend backend = BackendsUnderTest.Open(device);
        int programs = device == "cpu" ? Programs : ProgramsOfOtherDevices, run = 0;
        for (int seed = 0; seed < programs; seed++)
        {
            if (Known.GetOrAdd(seed, Expect) is not { } known)
                continue;
            run++;
            InputBatch input = RandomProgram.Input(known.Program, seed, Slots, Ticks);
            foreach (int threads in (int[])[1, 2])
            {
                string? difference = known.Expected.FirstDifference(Execute(backend, known.Program, input, threads));
                Assert.True(difference is null, $"{device}, chip of program {seed}, {threads} threads: {difference}");
            }
        }
        Assert.True(run > programs / 2, $"{run} chips of {programs} could be made");
    }

    /// <summary>Eight chips of one network, opened together and run in turns, as an evaluation of instances does.</summary>
    [Theory]
    [MemberData(nameof(BackendsUnderTest.Emulators), MemberType = typeof(BackendsUnderTest), DisableDiscoveryEnumeration = true)]
    public void Eight_chips_with_noise_run_side_by_side(string device)
    {
        const int chips = 8, samples = 3;
        IBackend backend = BackendsUnderTest.Open(device);
        (SpikeProgram network, SpikeDataset data) = TrainedNetworks.Load("digits");
        network = network with
        {
            Devices = [DeviceCatalog.Load("pcm")],
            CrossbarArrays = [ArrayCatalog.Load("xbar-128")],
            Projections = [.. network.Projections.Select(p => p with
            {
                Crossbar = new() { Device = "pcm", Array = "xbar-128", Time = Hour },
            })],
        };
        SpikeProgram[] programs = [.. Enumerable.Range(0, chips).Select(chip => Fabricator.Fabricate(network, chip).Program)];
        InputBatch input = new(
            network.Populations.Single(p => p.IsInput).Name, [.. Enumerable.Range(0, samples).Select(s => data[s])]);
        SessionOptions options = new() { BatchSize = samples };
        ISession[] sessions = [.. programs.Select(p => backend.Open(p, options))];
        List<Execution> all = [];
        for (int chip = 0; chip < chips; chip++)
        {
            using ISession reference = new ReferenceBackend().Open(programs[chip], options);
            using ISession actual = sessions[chip];
            Execution expected = Execution.Whole(reference, input, data.Ticks);
            string? difference = expected.FirstDifference(Execution.Whole(actual, input, data.Ticks));
            Assert.True(difference is null, $"{device}, chip {chip}: {difference}");
            Assert.True(expected.Spikes > 0, $"chip {chip} is silent");
            Assert.True(all.All(e => e.FirstDifference(expected) is not null), $"chip {chip} is another chip");
            all.Add(expected);
        }
    }

    private static (SpikeProgram Program, Execution Expected)? Expect(int seed) => Chip(seed) is { } program
        ? (program, Execute(new ReferenceBackend(), program, RandomProgram.Input(program, seed, Slots, Ticks), threads: 1))
        : null;

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

using Neuro.Compiler.Passes;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;
using Neuro.Ir.Templates;

namespace Neuro.Compiler.Tests.Passes;

public class LegaliseTests
{
    [Fact]
    public void A_layer_with_too_many_rows_is_refused_with_its_numbers_and_the_way_out()
    {
        DiagnosticException error = Refused(Program(312, 20), new TargetLimits { RowsPerCore = 256 });
        Diagnostic diagnostic = Assert.Single(error.Diagnostics);
        Assert.Equal("NEU4001", diagnostic.Code);
        Assert.Equal("layer 'fc1' needs 312 rows; target xbar-256 has 256", diagnostic.Message);
        Assert.Equal("net.nir:/node/nodes/fc1", diagnostic.Location);
        Assert.Contains("--allow-split tiles it across 2 cores", diagnostic.Hint);
    }

    [Fact]
    public void All_violations_are_reported_at_once()
    {
        TargetLimits limits = new() { RowsPerCore = 256, FanIn = 100, FanOut = 10, MaxDelay = 3, SynapseMemoryBits = 1000 };
        TargetProfile target = Target(limits) with
        {
            Arithmetic = new TargetArithmetic { WeightBits = 4, PayloadBits = 1 },
        };
        SpikeProgram program = Program(312, 20, delay: 7, payload: 9);
        DiagnosticException error = Assert.Throws<DiagnosticException>(() => Legalise.Run(program, target, allowSplit: false));
        Assert.Equal(
            [
                "NEU4001: layer 'fc1' needs 312 rows; target xbar-256 has 256",
                "NEU4002: layer 'fc1' has 312 synapses into one neuron; target xbar-256 has room for 100",
                "NEU4003: population 'in' has 20 synapses out of one neuron; target xbar-256 has room for 10",
                "NEU4004: projection 'w' has a delay of 7 ticks; target xbar-256 can hold 3",
                "NEU4005: layer 'fc1' needs 2496 bits of weights for one neuron; a core of target xbar-256 has 1000",
                "NEU4007: projection 'w' has 8-bit weights; target xbar-256 stores 4",
                "NEU4008: population 'in' has payloads up to 9; target xbar-256 carries up to 1",
            ],
            error.Diagnostics.Select(d => $"{d.Code}: {d.Message}").Order());
        Assert.All(error.Diagnostics, d => Assert.NotEmpty(d.Hint));
    }

    [Fact]
    public void Splitting_puts_a_layer_on_as_many_cores_as_its_rows_need()
    {
        TargetProfile target = Target(new TargetLimits { RowsPerCore = 100, NeuronsPerCore = 8 }) with
        {
            Arithmetic = new TargetArithmetic { PartialSums = true },
        };
        SpikeProgram program = Place.Run(Legalise.Run(Program(312, 20), target, allowSplit: true), target);
        Assert.Equal(12, program.Placement!.Cores);
        Assert.Equal(
            [(0, 8, 0), (8, 8, 4), (16, 4, 8)], program.Placement.Assignments.Select(a => (a.FirstNeuron, a.Count, a.Core)));
        Assert.Empty(ProgramVerifier.Verify(program));
    }

    [Fact]
    public void Runs_share_cores_until_neurons_or_rows_run_out()
    {
        SpikeProgram program = Place.Run(Program(10, 20), Target(new TargetLimits { NeuronsPerCore = 16 }));
        Assert.Equal([(0, 16, 0), (16, 4, 1)], program.Placement!.Assignments.Select(a => (a.FirstNeuron, a.Count, a.Core)));
        Assert.Null(Place.Run(Program(10, 20), TargetProfile.Emulator).Placement);
    }

    [Fact]
    public void Too_few_cores_are_a_diagnostic()
    {
        DiagnosticException error = Assert.Throws<DiagnosticException>(() => Place.Run(
            Program(10, 20), Target(new TargetLimits { NeuronsPerCore = 3, Cores = 6 })));
        Assert.Equal("program 'p' needs 7 cores; target xbar-256 has 6", error.Diagnostics[0].Message);
    }

    [Theory]
    [InlineData(0.03, true)]
    [InlineData(0.06, false)]
    public void Dense_maps_of_few_synapses_are_stored_sparse(double density, bool sparse)
    {
        SpikeProgram program = Legalise.Run(Program(100, 100, density: density), TargetProfile.Emulator, allowSplit: false);
        Assert.Equal(sparse, program.Projections[0].Connectivity is Sparse);
        Assert.Empty(ProgramVerifier.Verify(program));
    }

    [Fact]
    public void Sparse_storage_keeps_every_weight_at_its_place()
    {
        SpikeProgram dense = Program(50, 40, density: 0.02);
        int[] weights = dense.Array("w.weight").ToInt32();
        SpikeProgram program = Legalise.Run(dense, TargetProfile.Emulator, allowSplit: false);
        Sparse sparse = Assert.IsType<Sparse>(program.Projections[0].Connectivity);
        int[] restored = new int[weights.Length];
        for (int i = 0; i < 50; i++)
            for (int s = program.Array(sparse.RowPointers)[i]; s < program.Array(sparse.RowPointers)[i + 1]; s++)
                restored[(i * 40) + program.Array(sparse.Targets)[s]] += program.Array("w.weight")[s];
        Assert.Equal(weights, restored);
    }

    private static DiagnosticException Refused(SpikeProgram program, TargetLimits limits) =>
        Assert.Throws<DiagnosticException>(() => Legalise.Run(program, Target(limits), allowSplit: false));

    private static TargetProfile Target(TargetLimits limits) => new() { Name = "xbar-256", Limits = limits };

    private static SpikeProgram Program(int sources, int targets, double density = 1, int delay = 0, int payload = 1)
    {
        Random random = new(3);
        int[] weights =
            [.. Enumerable.Range(0, sources * targets).Select(_ => random.NextDouble() < density ? random.Next(1, 127) : 0)];
        return new SpikeProgram
        {
            Name = "p",
            TimeStep = new Rational(1, 1000),
            Arrays = [IrArray.Create("w.weight", [sources, targets], 8, signed: true, weights)],
            Neurons = [new LinearNeuronTemplate { Kind = "IF" }.Expand("if")],
            Populations =
            [
                new Population { Name = "in", Shape = [sources], PayloadMaximum = payload },
                new Population
                {
                    Name = "fc1",
                    Shape = [targets],
                    Neuron = "if",
                    Phase = 1,
                    Origin = "net.nir:/node/nodes/fc1",
                    Parameters = System.Collections.Immutable.ImmutableSortedDictionary<string, IrValue>.Empty.Add(
                        "threshold", 100),
                },
            ],
            Projections = [
                new Projection
                {
                    Name = "w",
                    Source = "in",
                    Target = "fc1",
                    Port = "in",
                    Connectivity = new Dense(),
                    Weight = IrValue.FromArray("w.weight"),
                    Delay = delay,
                }],
            Outputs = ["fc1"],
        };
    }
}

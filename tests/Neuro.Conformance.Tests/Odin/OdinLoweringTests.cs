using Neuro.Compiler.Discrete;
using Neuro.Compiler.Passes;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Targets;

namespace Neuro.Conformance.Tests.Odin;

/// <summary>What lowering to the crossbar of ODIN and tinyODIN says of networks in numbers.</summary>
public sealed class OdinLoweringTests
{
    [Fact]
    public void Loops_of_a_tick_go_through_the_event_queue_with_a_warning()
    {
        List<Diagnostic> warnings = [];
        _ = Lower(Network("hidden", 0, decay: 1), warnings);
        Assert.Equal("NEU3714", Assert.Single(warnings).Code);
    }

    [Fact]
    public void Populations_may_be_called_like_what_the_host_sends()
    {
        SpikeProgram program = Lower(Network("leak", 0.5, decay: 0.8), []);
        Assert.Empty(ProgramVerifier.Verify(program));
        Assert.Equal(["in", "bias", "leak_", "leak", "out"], program.Populations.Select(p => p.Name));
    }

    [Theory]
    [InlineData(1e12)]
    [InlineData(-1e12)]
    public void Biases_that_no_rows_hold_are_refused(double bias) => Assert.Equal(
        ["NEU3712"],
        Assert.Throws<DiagnosticException>(() => Lower(Network("hidden", bias, decay: 1), [])).Diagnostics.Select(d => d.Code));

    private static SpikeProgram Lower(DiscreteNetwork network, List<Diagnostic> warnings) =>
        LowerOdin.Run(network, new() { WeightBits = 4 }, TargetCatalog.Load("tinyodin"), warnings).Program;

    // Four inputs, six neurons that reach each other, and two outputs.
    private static DiscreteNetwork Network(string hidden, double bias, double decay)
    {
        LinearNeuronModel neurons = new()
        {
            Kind = "IF",
            MembraneDecay = [decay],
            MembraneGain = [1],
            Bias = [bias],
            Spike = new() { Threshold = [1] },
        };
        return new()
        {
            Name = "loop",
            TimeStep = new(1, 1000),
            Populations =
            [
                new() { Name = "in", Shape = [4], Model = new InputModel() },
                new() { Name = hidden, Shape = [6], Model = neurons },
                new() { Name = "out", Shape = [2], Model = neurons with { Bias = [0] } },
            ],
            Projections =
            [
                new() { Name = "w_in", Source = "in", Target = hidden, Map = Dense(4, 6) },
                new() { Name = "w_rec", Source = hidden, Target = hidden, Map = Dense(6, 6), Delay = [1] },
                new() { Name = "w_out", Source = hidden, Target = "out", Map = Dense(6, 2) },
            ],
            Outputs = ["out"],
        };
    }

    private static DenseMap Dense(int sources, int targets) =>
        new([.. Enumerable.Range(0, sources * targets).Select(s => 0.1 * (1 + (s % 5)))]);
}

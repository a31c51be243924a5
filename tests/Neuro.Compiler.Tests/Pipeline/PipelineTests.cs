using Neuro.Compiler.Dialects;
using Neuro.Compiler.Graph;
using Neuro.Compiler.Passes;
using Neuro.Compiler.Reports;
using Neuro.Compiler.Tests.Graph;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;
using Neuro.Runtime.Data;

namespace Neuro.Compiler.Tests.Pipelines;

public class PipelineTests
{
    private static readonly CompileOptions Options =
        new() { Dialect = DialectRegistry.Norse with { TimeStep = new Rational(1, 1000) } };

    [Fact]
    public void A_model_becomes_a_verified_program_in_named_and_timed_steps()
    {
        List<string> told = [];
        CompileResult result = Pipeline.Run(Model(), Options, (name, number) => told.Add($"{number} {name}"));
        Assert.Equal(["canonicalise", "discretise", "calibrate", "quantise", "legalise", "place", "check", "bind"],
            result.Steps.Select(s => s.Name));
        Assert.Equal(Pipeline.StepNames.Select((name, i) => $"{i + 1} {name}"), told);
        Assert.Empty(ProgramVerifier.Verify(result.Program!));
        Assert.Equal("norse", result.Program!.Metadata["dialect"]);
        Assert.All(result.Steps, s => Assert.Null(s.Dump));
    }

    [Theory]
    [InlineData("canonicalise", false, false)]
    [InlineData("discretise", true, false)]
    [InlineData("quantise", true, true)]
    public void Compilation_stops_after_the_step_that_is_named(string step, bool network, bool program)
    {
        CompileResult result = Pipeline.Run(Model(), Options with { StopAfter = step, DumpAfter = [step] });
        Assert.Equal(step, result.Steps[^1].Name);
        Assert.Equal((network, program), (result.Network is not null, result.Program is not null));
        Assert.NotEmpty(result.Steps[^1].Dump!);
    }

    [Fact]
    public void Dumps_show_the_graph_then_the_network_then_a_program_that_parses_back()
    {
        CompileResult result = Pipeline.Run(Model(), Options with { DumpAfter = ["all"] });
        Assert.Contains("fc: Affine", result.Steps[0].Dump);
        Assert.Contains("lif[2]: LIF, bias 0.01", result.Steps[1].Dump);
        string text = result.Steps[3].Dump!;
        Assert.Equal(text, ProgramText.Print(ProgramText.Parse(text, "dump")));
    }

    [Fact]
    public void An_unknown_step_is_a_diagnostic_that_lists_the_steps()
    {
        DiagnosticException error =
            Assert.Throws<DiagnosticException>(() => Pipeline.Run(Model(), Options with { StopAfter = "optimise" }));
        Assert.Contains("'optimise'", error.Diagnostics[0].Message);
        Assert.Contains("legalise", error.Diagnostics[0].Hint);
    }

    [Theory]
    [InlineData(0, null, "weights")]
    [InlineData(17, null, "weights")]
    [InlineData(null, 29, "states")]
    [InlineData(null, 3, "states")]
    public void Widths_out_of_range_are_diagnostics_with_the_range(int? weightBits, int? stateBits, string what)
    {
        DiagnosticException error = Assert.Throws<DiagnosticException>(() => Pipeline.Run(
            Model(), Options with { WeightBits = weightBits, StateBits = stateBits }));
        Assert.Equal("NEU3009", error.Diagnostics[0].Code);
        Assert.Contains(what, error.Diagnostics[0].Message);
    }

    [Fact]
    public void Numbers_that_are_left_out_are_the_targets()
    {
        TargetProfile narrow = TargetProfile.Emulator with
        {
            Name = "narrow",
            Arithmetic = new TargetArithmetic
            {
                WeightBits = 4,
                Signs = SignRange.Asymmetric,
                StateBits = 12,
                DecayBits = 7,
                PerChannel = false,
                Roundings = [Rounding.Floor],
            },
        };
        SpikeProgram program = Pipeline.Run(Model(), Options with { Target = narrow }).Program!;
        Assert.Equal(4, program.Array("fc.weight").Bits);
        MicroProgram neuron = program.Neuron(program.Population("lif").Neuron!);
        Assert.Equal(12, neuron.States[0].Bits);
        Assert.All(
            neuron.Body.Where(i => i.Op == OpCode.MulShift), i => Assert.Equal((7, Rounding.Floor), (i.Immediate, i.Rounding)));
    }

    [Fact]
    public void A_rounding_that_the_target_lacks_is_a_diagnostic()
    {
        TargetProfile target = TargetProfile.Emulator with { Arithmetic = new TargetArithmetic { Roundings = [Rounding.Floor] } };
        DiagnosticException error = Assert.Throws<DiagnosticException>(() => Pipeline.Run(
            Model(), Options with { Target = target, Rounding = Rounding.Nearest }));
        Assert.Contains("Floor", error.Diagnostics[0].Hint);
    }

    [Fact]
    public void The_report_counts_and_survives_json()
    {
        CompileResult result = Pipeline.Run(Model(), Options);
        LayerReport layer = Assert.Single(result.Report!.Layers);
        Assert.Equal(
            ("lif", "lif", 2, 6, 3, 8), (layer.Name, layer.Kind, layer.Neurons, layer.Synapses, layer.FanIn, layer.WeightBits));
        Assert.InRange(layer.RelativeError!.Value, 1e-6, 0.01);
        string json = result.Report.ToJson();
        Assert.Contains("\"schema_version\": 1", json);
        Assert.Equal(json, CompileReport.FromJson(json).ToJson());
    }

    [Fact]
    public void Calibration_raises_the_largest_input_reports_rates_and_warns_of_silence()
    {
        SpikeTrain train = SpikeTrain.FromDense(Enumerable.Repeat(5, 60).ToArray(), 20, 3);
        CompileResult loud = Pipeline.Run(
            Model(), Options with { Calibration = new CalibrationData(new SpikeDataset("d", [3], [train])) });
        Assert.Equal(7, loud.Program!.Populations[0].PayloadMaximum);
        Assert.InRange(loud.Report!.Layers[0].Rate!.Value, 0.1, 1);
        Assert.Empty(loud.Diagnostics);
        CompileResult quiet = Pipeline.Run(
            Model(), Options with { Calibration = new CalibrationData(new SpikeDataset("d", [3], [SpikeTrain.Empty(20, 3)])) });
        Assert.Equal("NEU3008", Assert.Single(quiet.Diagnostics).Code);
    }

    [Fact]
    public void Values_whose_range_nothing_tells_are_a_warning_until_data_does()
    {
        INode sum = new() { Name = "sum", R = Tensor.Scalar(1) };
        ModelGraph graph = Models.Of([Models.Input("in", 3), sum, Models.Output("out", 3)], "in>sum", "sum>out");
        Assert.Equal("NEU3014", Assert.Single(Pipeline.Run(graph, Options).Diagnostics).Code);
        SpikeTrain train = SpikeTrain.FromDense(Enumerable.Repeat(1, 60).ToArray(), 20, 3);
        CalibrationData data = new(new SpikeDataset("d", [3], [train]));
        Assert.Empty(Pipeline.Run(graph, Options with { Calibration = data }).Diagnostics);
    }

    [Theory]
    [InlineData(-1, -1)]
    [InlineData(-2, -2)]
    [InlineData(-5, -8)]
    public void Calibration_lowers_the_smallest_input(int payload, int expected)
    {
        SpikeTrain train = SpikeTrain.FromDense(Enumerable.Repeat(payload, 60).ToArray(), 20, 3);
        CompileResult result = Pipeline.Run(
            Model(), Options with { Calibration = new CalibrationData(new SpikeDataset("d", [3], [train])) });
        Population input = result.Program!.Populations[0];
        Assert.Equal((expected, 1), (input.PayloadMinimum, input.PayloadMaximum));
    }

    [Fact]
    public void Calibration_data_of_another_size_is_a_diagnostic()
    {
        CalibrationData data = new(new SpikeDataset("d", [4], [SpikeTrain.Empty(20, 4)]));
        DiagnosticException error =
            Assert.Throws<DiagnosticException>(() => Pipeline.Run(Model(), Options with { Calibration = data }));
        Assert.Equal("NEU3011", error.Diagnostics[0].Code);
    }

    /// <summary>3 inputs, a dense layer with a bias, 2 LIF neurons.</summary>
    private static ModelGraph Model() => new()
    {
        Name = "small",
        Nodes =
        [
            new InputNode { Name = "input", Extents = Tensor.Integers(3) },
            new AffineNode
            {
                Name = "fc",
                Weight = new Tensor([2, 3], [0.8, -0.4, 0.33, 0.1, 0.9, 0.57]),
                Bias = Tensor.Vector(0.01, 0.01),
            },
            new LIFNode
            {
                Name = "lif",
                Tau = Tensor.Vector(0.01, 0.01),
                R = Tensor.Vector(10, 10),
                VLeak = Tensor.Vector(0, 0),
                VThreshold = Tensor.Vector(1, 1),
            },
            new OutputNode { Name = "output", Extents = Tensor.Integers(2) },
        ],
        Edges = [new Edge("input", "fc"), new Edge("fc", "lif"), new Edge("lif", "output")],
    };
}

using Neuro.Compiler;
using Neuro.Compiler.Dialects;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Graph;
using Neuro.Compiler.Passes;
using Neuro.Emulator.Reference;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime.Data;

namespace Neuro.Conformance.Tests;

/// <summary>The last step of the pipeline runs the program on the calibration data, and
/// says what fixed point did to it.</summary>
public class FixedPointActivityTests
{
    private static readonly CompileOptions Options = new()
    {
        Dialect = DialectRegistry.Norse with { Reset = ResetMode.Subtract },
        Backend = new ReferenceBackend(),
    };

    [Fact]
    public void A_layer_that_falls_silent_on_the_data_is_reported()
    {
        // Of the weights 1 and 0.2, two bits keep only the first; the data uses the second.
        CompileOptions options = Options with { WeightBits = 2, Chooser = StepChooser.Max, Calibration = Data(0, 1) };
        Diagnostic diagnostic = Assert.Single(Pipeline.Run(Model(1, 0.2), options).Diagnostics);
        Assert.Equal("NEU3006", diagnostic.Code);
        Assert.Contains("population 'if' is silenced", diagnostic.Message);
        Assert.Empty(Pipeline.Run(Model(1, 0.2), options with { WeightBits = 8 }).Diagnostics);
    }

    [Fact]
    public void A_membrane_at_the_end_of_its_width_is_reported()
    {
        // Inhibition without end: an integrator runs to its lower bound, far below what 2^(bits/3) thresholds allow.
        CompileOptions options = Options with { StateBits = 8, Calibration = null };
        CompileResult blind = Pipeline.Run(Model(1, -1), options);
        List<Diagnostic> diagnostics = [];
        CalibrationData data = Data(0, 1);
        CheckActivity.Run(
            blind.Program!, blind.Network!, Calibrate.Run(blind.Network!, data, []), data, new ReferenceBackend(), diagnostics);
        Diagnostic diagnostic = Assert.Single(diagnostics);
        Assert.Equal("NEU3007", diagnostic.Code);
        Assert.Contains("8 bits", diagnostic.Message);
    }

    private static CalibrationData Data(params int[] frame)
    {
        SpikeTrain train = SpikeTrain.FromDense([.. Enumerable.Repeat(frame, 100).SelectMany(f => f)], 100, frame.Length);
        return new CalibrationData(new SpikeDataset("data", [frame.Length], [train]));
    }

    private static ModelGraph Model(params double[] weights) => new()
    {
        Name = "small",
        Nodes =
        [
            new InputNode { Name = "input", Extents = Tensor.Integers(weights.Length) },
            new AffineNode { Name = "fc", Weight = new Tensor([1, weights.Length], weights), Bias = Tensor.Vector(0) },
            new IFNode { Name = "if", R = Tensor.Vector(1), VThreshold = Tensor.Vector(1) },
            new OutputNode { Name = "output", Extents = Tensor.Integers(1) },
        ],
        Edges = [new Edge("input", "fc"), new Edge("fc", "if"), new Edge("if", "output")],
    };
}

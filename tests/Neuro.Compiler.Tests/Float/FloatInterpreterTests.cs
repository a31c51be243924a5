using Neuro.Compiler.Dialects;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Float;
using Neuro.Compiler.Graph;
using Neuro.Compiler.Passes;
using Neuro.Runtime.Data;
using static Neuro.Compiler.Tests.Graph.Models;

namespace Neuro.Compiler.Tests.Float;

public sealed class FloatInterpreterTests
{
    [Fact]
    public void Spikes_pass_layers_without_lag_in_the_same_tick()
    {
        FloatInterpreter network =
            Open(Of([Input("in", 1), IF("a", 1, 0.5), IF("b", 1, 0.5), Output("out", 1)], "in>a", "a>b", "b>out"));
        network.Place("in", 0);
        network.Step();
        Assert.Equal([1.0], network.Output("b").ToArray());
    }

    [Fact]
    public void Several_edges_add_and_a_bias_acts_every_tick()
    {
        FloatInterpreter network = Open(Of(
            [Input("in", 1), Affine("a", 1, 1, [2], 0.25), Linear("b", 1, 1, 3), IF("n", 1, 100), Output("out", 1)],
            "in>a", "in>b", "a>n", "b>n", "n>out"));
        network.Place("in", 0);
        network.Step();
        network.Step();
        Assert.Equal([5.5], network.Membrane("n").ToArray());
    }

    [Fact]
    public void A_delay_holds_each_element_for_its_ticks()
    {
        FloatInterpreter network =
            Open(Of([Input("in", 2), Delay("d", 1e-4, 3e-4), IF("n", 2, 0.5), Output("out", 2)], "in>d", "d>n", "n>out"));
        network.Place("in", [1, 1]);
        List<int> first = [];
        List<int> second = [];
        for (int tick = 0; tick < 6; tick++)
        {
            network.Step();
            if (network.Output("n")[0] > 0)
                first.Add(tick);
            if (network.Output("n")[1] > 0)
                second.Add(tick);
        }
        Assert.Equal((1, 3), (Assert.Single(first), Assert.Single(second)));
    }

    [Theory]
    [InlineData(ResetMode.Zero, 0)]
    [InlineData(ResetMode.Subtract, 1.5)]
    [InlineData(ResetMode.ToValue, -0.25)]
    public void Reset_does_what_it_is_called(ResetMode reset, double v)
    {
        IFNode neuron = IF("n", 1) with { VReset = Tensor.Vector(-0.25) };
        FloatInterpreter network = Open(
            Of([Input("in", 1), neuron, Output("out", 1)], "in>n", "n>out"), DialectRegistry.Norse with { Reset = reset });
        network.Place("in", 0, 2.5);
        network.Step();
        Assert.Equal([1.0], network.Output("n").ToArray());
        Assert.Equal([v], network.Membrane("n").ToArray());
        Assert.Equal([2.5], network.MembraneBeforeReset("n").ToArray());
    }

    [Fact]
    public void Several_spikes_fit_into_a_tick_where_asked_for()
    {
        FloatInterpreter network = Open(
            Of([Input("in", 1), IF("n", 1), Output("out", 1)], "in>n", "n>out"),
            DialectRegistry.Norse with { Reset = ResetMode.Subtract, MultiSpike = true });
        network.Place("in", 0, 3.5);
        network.Step();
        Assert.Equal([3.0], network.Output("n").ToArray());
        Assert.Equal([0.5], network.Membrane("n").ToArray());
    }

    [Theory]
    [InlineData(Comparator.GreaterThan, 0)]
    [InlineData(Comparator.GreaterOrEqual, 1)]
    public void The_comparator_decides_at_the_threshold(Comparator comparator, double spikes)
    {
        FloatInterpreter network = Open(
            Of([Input("in", 1), IF("n", 1), Output("out", 1)], "in>n", "n>out"),
            DialectRegistry.Norse with { Comparator = comparator });
        network.Place("in", 0);
        network.Step();
        Assert.Equal([spikes], network.Output("n").ToArray());
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 1)]
    [InlineData(2, 2, 2)]
    [InlineData(1, 3, 4)]
    public void Convolution_by_events_is_the_sum_over_windows(int stride, int dilation, int groups)
    {
        Conv2dNode node = Conv("c", 4, 4, 3, groups) with
        {
            Stride = Tensor.Integers(stride, 1),
            Padding = Tensor.Integers(2, 1),
            Dilation = Tensor.Integers(1, dilation),
        };
        ModelGraph graph = Canonicalise.Run(
            Of([Input("in", 4, 7, 8), node, INodeOf("n"), OutputOf(node)], "in>c", "c>n", "n>out"), []);
        FloatInterpreter network = new(Discretise.Run(graph, DialectRegistry.Norse, []));
        double[] image = [.. Enumerable.Range(0, 4 * 7 * 8).Select(i => i % 5 == 0 ? i * 0.5 : 0)];
        network.Place("in", image);
        network.Step();
        double[] expected = Direct(node, image, groups, stride, dilation, graph.Find("c")!.Shape!.Output.ToArray());
        double[] actual = network.Output("n").ToArray();
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) < 1e-9, $"output {i}: {actual[i]}, direct {expected[i]}");
    }

    [Fact]
    public void A_run_starts_from_rest_and_reports_what_observers_ask()
    {
        DiscreteNetwork network = Build(Of([Input("in", 2), IF("n", 2, 0.5), Output("out", 2)], "in>n", "n>out"));
        FloatInterpreter interpreter = new(network);
        SpikeTrain train = SpikeTrain.FromEvents(4, 2, [0, 1, 3], [0, 0, 1]);
        ActivityObserver activity = new(network);
        Assert.Equal([2.0, 1], interpreter.Run(train, null, activity)[0]);
        Assert.Equal([2.0, 1], interpreter.Run(train, null, activity)[0]);
        Assert.Equal(8, activity.Ticks);
        Assert.Equal([4.0, 2], activity["n"].OutputSum);
        Assert.Equal(1, activity["n"].Membrane.Peak);
    }

    private static INode INodeOf(string name) => new() { Name = name, R = Tensor.Scalar(1) };

    private static OutputNode OutputOf(Conv2dNode node)
    {
        Neuro.Ir.Convolution g = Geometry.Of(node, [4, 7, 8], out _)!;
        return Output("out", g.OutputChannels, g.OutputHeight, g.OutputWidth);
    }

    /// <summary>PyTorch's definition, output by output.</summary>
    private static double[] Direct(Conv2dNode node, double[] image, int groups, int stride, int dilation, int[] shape)
    {
        double[] result = new double[shape[0] * shape[1] * shape[2]];
        int perGroup = 4 / groups;
        for (int at = 0; at < result.Length; at++)
        {
            (int o, int oy, int ox) = (at / shape[2] / shape[1], at / shape[2] % shape[1], at % shape[2]);
            double sum = node.Bias!.Values[o];
            for (int tap = 0; tap < perGroup * 9; tap++)
            {
                (int c, int ky, int kx) = (tap / 9, tap / 3 % 3, tap % 3);
                (int y, int x) = (oy * stride + ky - 2, ox + kx * dilation - 1);
                if (y is >= 0 and < 7 && x is >= 0 and < 8)
                    sum += node.Weight.Values[(o * perGroup + c) * 9 + ky * 3 + kx]
                        * image[((o / perGroup * perGroup + c) * 7 + y) * 8 + x];
            }
            result[at] = sum;
        }
        return result;
    }

    private static DiscreteNetwork Build(ModelGraph graph, Dialect? dialect = null) =>
        Discretise.Run(
            Canonicalise.Run(graph, []), (dialect ?? DialectRegistry.Norse) with { Arithmetic = FloatArithmetic.Double }, []);

    private static FloatInterpreter Open(ModelGraph graph, Dialect? dialect = null) => new(Build(graph, dialect));
}

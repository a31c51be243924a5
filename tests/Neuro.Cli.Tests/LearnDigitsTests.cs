using System.Globalization;
using System.Text.Json;
using Neuro.Ir;
using Neuro.Runtime.Packages;
using Neuro.Testing.Programs;

namespace Neuro.Cli.Tests;

/// <summary>Networks that learn handwritten digits from scratch, on digital weights and on devices.</summary>
public sealed class LearnDigitsTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Fact]
    public void A_hundred_neurons_learn_digits_by_STDP_as_a_curve_that_rises_and_saturates()
    {
        JsonElement[] variants = Stdp(StdpNetwork.Create(100, increment: 500), "--every", "375", "--device", "digital");
        double[] curve = Curve(variants[0]);
        Assert.True(curve[^1] >= 0.70, $"accuracy {curve[^1]:P2} after {curve.Length} rows: {Text(curve)}");
        // stdp_learning_curve.json: .37 untrained, .80 at the first point, .86 at the last.
        double half = curve[(curve.Length - 1) / 2];
        Assert.True(half - curve[0] > curve[^1] - half, $"it does not saturate: {Text(curve)}");
        Assert.True(curve[0] < curve[^1], $"it does not rise: {Text(curve)}");
    }

    [Fact]
    public void Four_hundred_neurons_learn_digits_by_STDP()
    {
        JsonElement[] variants = Stdp(StdpNetwork.Create(400, increment: 800, rate: 100), "--epochs", "2", "--every", "7500");
        double accuracy = variants[0].GetProperty("accuracy").GetDouble();
        Assert.True(accuracy >= 0.78, $"accuracy {accuracy:P2}");
    }

    [Fact]
    public void STDP_learns_digits_on_two_devices_too()
    {
        JsonElement[] variants = Stdp(
            StdpNetwork.Create(100, increment: 500), "--every", "3750", "--device", "digital,epiram,hzo-fefet");
        foreach (JsonElement variant in variants)
        {
            double accuracy = variant.GetProperty("accuracy").GetDouble();
            TestContext.Current.SendDiagnosticMessage($"{variant.GetProperty("name")}: {accuracy:P2}");
            Assert.True(accuracy >= 0.5, $"{variant.GetProperty("name")}: accuracy {accuracy:P2}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _workspace.Dispose();

    private JsonElement[] Stdp(SpikeProgram network, params string[] more)
    {
        string path = _workspace["stdp.nrx"];
        new NrxPackage { Program = network }.Save(path);
        string ticks = StdpNetwork.Ticks.ToString(CultureInfo.InvariantCulture);
        JsonElement root = Cli.Json("learn", "ok", Cli.Run(
        [
            "learn", path, "--data", ReferenceData.Path("mnist/train3750-images-idx3-ubyte.gz"),
            "--labels", ReferenceData.Path("mnist/train3750-labels-idx1-ubyte.gz"),
            "--encoder", "rate:gain=0.625", "--ticks", ticks,
            "--read-out", "assigned", "--test", ReferenceData.Path("mnist/test5000-images-idx3-ubyte.gz"),
            "--test-labels", ReferenceData.Path("mnist/test5000-labels-idx1-ubyte.gz"), "--json", .. more,
        ]));
        return [.. root.GetProperty("variants").EnumerateArray()];
    }

    private static double[] Curve(JsonElement variant) =>
        [.. variant.GetProperty("telemetry").EnumerateArray().Select(r => r.GetProperty("accuracy").GetDouble())];

    private static string Text(double[] curve) =>
        string.Join(" ", curve.Select(a => a.ToString("0.000", CultureInfo.InvariantCulture)));
}

using Neuro.Compiler;
using Neuro.Compiler.Dialects;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Frontends;
using Neuro.Ir;
using Neuro.Runtime.Data;
using Neuro.Runtime.Encoding;

namespace Neuro.Testing.Programs;

/// <summary>The networks that somebody trained, compiled, with samples of their data.</summary>
public static class TrainedNetworks
{
    /// <summary>Their names.</summary>
    public static TheoryData<string> Names => ["digits", "mnist", "braille_zero", "braille_subtract", "nmnist"];

    /// <summary>The program called <paramref name="name"/> and its data; skips where they are not there.</summary>
    public static (SpikeProgram Program, SpikeDataset Data) Load(string name) => name switch
    {
        "digits" => (
            Compile(
                RepositoryRoot.File("tools", "Neuro.Cli", "Demo", "digits.nir"),
                DialectRegistry.Norse with { TimeStep = new(1, 1000) }),
            DataFormats.Open(RepositoryRoot.File("tools", "Neuro.Cli", "Demo", "digits-test.npz"), Rate(25))),
        "mnist" => (
            Compile(RepositoryRoot.File("tests", "models", "mnist.nir"), DialectRegistry.Norse with { TimeStep = new(1, 1000) }),
            DataFormats.Open(ReferenceData.Path("mnist/test5000-images-idx3-ubyte.gz"), Rate(25))),
        "nmnist" => (
            Compile(
                ReferenceData.Path("nir/cnn_sinabs.nir"),
                DialectRegistry.Norse with { Reset = ResetMode.Subtract, MultiSpike = true }, inputMaximum: 15),
            DataFormats.Open(
                ReferenceData.Path("nmnist/samples"), new DataOptions { Format = "nmnist", Ticks = 100, Split = "test" })),
        "braille_zero" => (
            Compile(
                ReferenceData.Path("nir/braille_noDelay_bias_zero.nir"),
                DialectRegistry.Norse with { Reset = ResetMode.Zero }),
            DataFormats.Open(ReferenceData.Path("braille/samples.npz"))),
        _ => (
            Compile(
                ReferenceData.Path("nir/braille_noDelay_noBias_subtract.nir"),
                DialectRegistry.Norse with { Reset = ResetMode.Subtract }),
            DataFormats.Open(ReferenceData.Path("braille/samples.npz"))),
    };

    private static DataOptions Rate(int ticks) => new() { Encoder = new RateEncoder(), Ticks = ticks };

    private static SpikeProgram Compile(string model, Dialect dialect, int inputMaximum = 1) => Pipeline.Run(
        FrontendRegistry.Load(model).Graph, new CompileOptions { Dialect = dialect, InputMaximum = inputMaximum }).Program!;
}

using Neuro.Emulator.Cpu;
using Neuro.Emulator.Reference;
using Neuro.Emulator.Selection;
using Neuro.Ir;
using Neuro.Runtime;

namespace Neuro.Emulator.Tests.Selection;

public sealed class SelfCheckTests
{
    [Fact]
    public void Backends_that_work_pass()
    {
        Assert.Null(SelfCheck.FirstDifference(new ReferenceBackend()));
        Assert.Null(SelfCheck.FirstDifference(new CpuBackend()));
    }

    [Theory]
    [InlineData(29)]
    [InlineData(36)]
    public void A_backend_with_another_weight_or_threshold_is_found_out(int decay) =>
        Assert.Matches("^sample 0, tick [0-9]+, hidden neuron [0-9]+: v is -?[0-9]+, not -?[0-9]+$",
            SelfCheck.FirstDifference(new Forgetful(59000 + decay)));

    /// <summary>Its neurons keep another share of their membrane.</summary>
    private sealed class Forgetful(int decay) : IBackend
    {
        public string Name => "forgetful";

        public string Description => "";

        public ISession Open(SpikeProgram program, SessionOptions options) => new CpuBackend().Open(
            program with
            {
                Populations = [.. program.Populations.Select(p => p.IsInput ? p : p with
                {
                    Parameters = p.Parameters.SetItem("decay", decay),
                })],
            }, options);
    }
}

using Neuro.Compiler.Dialects;

namespace Neuro.Compiler.Tests.Dialects;

public sealed class DialectRegistryTests
{
    [Fact]
    public void Every_promised_dialect_is_found_by_name_in_any_case()
    {
        string[] names = ["norse", "snntorch", "sinabs", "rockpool", "nengo", "spyx", "spinnaker2", "lava", "exact"];
        Assert.Equal(names, DialectRegistry.All.Select(d => d.Name));
        Assert.All(names, name => Assert.Same(DialectRegistry.Find(name), DialectRegistry.Find(name.ToUpperInvariant())));
        Assert.Null(DialectRegistry.Find("cuda"));
    }

    [Fact]
    public void Units_of_printing_are_those_of_the_data_set()
    {
        // One LIF neuron with dt/τ = 0.04, R = 1 and threshold 0.1: snnTorch and SpiNNaker2 print 25 times v, Nengo 10 times.
        Assert.Equal(25, DialectRegistry.SnnTorch.PrintedPerModel(0.04, 0.1), 12);
        Assert.Equal(25, DialectRegistry.SpiNNaker2.PrintedPerModel(0.04, 0.1), 12);
        Assert.Equal(10, DialectRegistry.Nengo.PrintedPerModel(0.04, 0.1), 12);
        Assert.Equal(1, DialectRegistry.Norse.PrintedPerModel(0.04, 0.1));
    }
}

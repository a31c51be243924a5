using Neuro.Compiler.Discrete;

namespace Neuro.Compiler.Float;

/// <summary>An input: what was placed for the tick is its output.</summary>
internal sealed class FloatInput(DiscretePopulation description) : FloatPopulation(description)
{
    private readonly double[] _placed = new double[description.Size];

    public void Place(int neuron, double value) => _placed[neuron] += value;

    public override void Step(ReadOnlySpan<double> arrived)
    {
        _placed.CopyTo(Output, 0);
        _placed.AsSpan().Clear();
        CollectActive();
    }

    public override void Reset()
    {
        base.Reset();
        _placed.AsSpan().Clear();
    }
}

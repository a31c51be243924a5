using Neuro.Compiler.Discrete;

namespace Neuro.Compiler.Float;

/// <summary>output = x + bias.</summary>
internal sealed class FloatRelay : FloatPopulation
{
    private readonly double[] _bias;

    public FloatRelay(DiscretePopulation description, RelayModel model)
        : base(description) => _bias = Full(model.Bias);

    public override void Step(ReadOnlySpan<double> arrived)
    {
        for (int i = 0; i < arrived.Length; i++)
            Output[i] = arrived[i] + _bias[i];
        CollectActive();
    }
}

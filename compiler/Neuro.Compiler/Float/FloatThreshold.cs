using Neuro.Compiler.Discrete;

namespace Neuro.Compiler.Float;

/// <summary>output = 1 where x + bias is over the threshold, else 0.</summary>
internal sealed class FloatThreshold : FloatPopulation
{
    private readonly double[] _bias;
    private readonly double[] _threshold;
    private readonly bool _reaching;

    public FloatThreshold(DiscretePopulation description, ThresholdModel model)
        : base(description)
    {
        _bias = Full(model.Bias);
        _threshold = Full(model.Threshold);
        _reaching = model.Comparator == Comparator.GreaterOrEqual;
    }

    public override void Step(ReadOnlySpan<double> arrived)
    {
        for (int i = 0; i < arrived.Length; i++)
        {
            double x = arrived[i] + _bias[i];
            Output[i] = x > _threshold[i] || (_reaching && x == _threshold[i]) ? 1 : 0;
        }
        CollectActive();
    }
}

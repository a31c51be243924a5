using Neuro.Compiler.Discrete;

namespace Neuro.Compiler.Float;

/// <summary>An <see cref="IntegerModel"/>.</summary>
internal sealed class FloatIntegers : FloatPopulation
{
    private readonly IntegerModel _model;
    private readonly double[] _bias;
    private readonly FloatWindow _window;

    public FloatIntegers(DiscretePopulation description, IntegerModel model)
        : base(description) => (_model, _bias, _window) = (model, Full(model.Bias), new(model.Window, Size, Size));

    public override void Step(ReadOnlySpan<double> arrived)
    {
        bool last = _window.Receive(arrived);
        _window.Send(Output, last ? Number : null);
        CollectActive();
    }

    public override void Reset()
    {
        base.Reset();
        _window.Reset();
    }

    private int Number(int neuron)
    {
        double x = _window.Sums[neuron] + _bias[neuron];
        double n = Math.Round((x < 0 ? _model.NegativeSlope * x : x) / _model.Step, MidpointRounding.ToEven);
        return (int)Math.Clamp(n, _model.Minimum, _model.Maximum);
    }
}

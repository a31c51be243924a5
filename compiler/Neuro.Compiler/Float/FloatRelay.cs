using Neuro.Compiler.Discrete;

namespace Neuro.Compiler.Float;

/// <summary>output = x + bias, in every tick or once a window.</summary>
internal sealed class FloatRelay : FloatPopulation
{
    private readonly double[] _bias;
    private readonly FloatWindow? _window;

    public FloatRelay(DiscretePopulation description, RelayModel model)
        : base(description) =>
        (_bias, _window) = (Full(model.Bias), model.Window is { } window ? new(window, Size, 0) : null);

    public override void Step(ReadOnlySpan<double> arrived)
    {
        bool speaks = true;
        if (_window is not null)
        {
            speaks = _window.Receive(arrived);
            _window.Send([], speaks ? _ => 0 : null);
        }
        for (int i = 0; i < arrived.Length; i++)
            Output[i] = speaks ? (_window?.Sums[i] ?? arrived[i]) + _bias[i] : 0;
        CollectActive();
    }

    public override void Reset()
    {
        base.Reset();
        _window?.Reset();
    }
}

using Neuro.Compiler.Discrete;

namespace Neuro.Compiler.Float;

/// <summary>A <see cref="MaximumModel"/>; what arrives is [port, neuron].</summary>
internal sealed class FloatMaximum : FloatPopulation
{
    private readonly MaximumModel _model;
    private readonly FloatWindow? _window;
    private readonly double[] _counts;
    private readonly double[] _given;

    public FloatMaximum(DiscretePopulation description, MaximumModel model)
        : base(description)
    {
        _model = model;
        _window = model.Window is { } window ? new(window, Size * model.Ports, Size) : null;
        (_counts, _given) = (new double[Size * model.Ports], new double[Size]);
    }

    public override void Step(ReadOnlySpan<double> arrived)
    {
        if (_window is not null)
        {
            bool last = _window.Receive(arrived);
            _window.Send(Output, last ? n => (int)Clamp(Largest(_window.Sums, n)) : null);
        }
        else
        {
            for (int i = 0; i < _counts.Length; i++) _counts[i] += arrived[i];
            for (int n = 0; n < Size; n++)
            {
                Output[n] = Clamp(Largest(_counts, n) - _given[n]);
                _given[n] += Output[n];
            }
        }
        CollectActive();
    }

    public override void Reset()
    {
        base.Reset();
        _window?.Reset();
        _counts.AsSpan().Clear();
        _given.AsSpan().Clear();
    }

    private double Clamp(double value) => Math.Clamp(value, _model.Minimum, _model.Maximum);

    private double Largest(double[] values, int neuron)
    {
        double largest = double.NegativeInfinity;
        for (int port = 0; port < _model.Ports; port++) largest = Math.Max(largest, values[port * Size + neuron]);
        return largest;
    }
}

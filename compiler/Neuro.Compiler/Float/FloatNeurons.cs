using Neuro.Compiler.Discrete;

namespace Neuro.Compiler.Float;

/// <summary>
/// Neurons of a <see cref="LinearNeuronModel"/>. With <see cref="SpikeDecision.BeforeUpdate"/> the v that the last tick left decides, and
/// the reset acts on the updated v: s = v &gt; θ; v ← decay·v + gain·i + leak; v ← reset(v) where s.
/// </summary>
internal sealed class FloatNeurons : FloatPopulation
{
    private readonly double[] _bias;
    private readonly double[]? _synapseDecay;
    private readonly double[] _synapseGain;
    private readonly double[] _membraneDecay;
    private readonly double[] _membraneGain;
    private readonly double[] _leak;
    private readonly SpikeRule? _rule;
    private readonly double[] _threshold = [];
    private readonly double[] _resetValue = [];
    private readonly double[] _x;
    private readonly double[] _v;
    private readonly double[] _updated;
    private readonly double[]? _i;

    public FloatNeurons(DiscretePopulation description, LinearNeuronModel model)
        : base(description)
    {
        _bias = Full(model.Bias);
        _synapseDecay = model.SynapseDecay is { } decay ? Full(decay) : null;
        _synapseGain = Full(model.SynapseGain);
        _membraneDecay = Full(model.MembraneDecay);
        _membraneGain = Full(model.MembraneGain);
        _leak = Full(model.Leak);
        _rule = model.Spike;
        _x = new double[Size];
        _v = new double[Size];
        _updated = new double[Size];
        _i = _synapseDecay is null ? null : new double[Size];
        if (_rule is not null)
            (_threshold, _resetValue) = (Full(_rule.Threshold), Full(_rule.ResetValue));
    }

    public override double[] Membrane => _v;

    public override double[] Updated => _updated;

    public override double[] Drive => _x;

    public override double[]? Current => _i;

    public override void Reset()
    {
        base.Reset();
        _x.AsSpan().Clear();
        _v.AsSpan().Clear();
        _updated.AsSpan().Clear();
        _i?.AsSpan().Clear();
    }

    public override void Step(ReadOnlySpan<double> arrived)
    {
        if (_rule is { Decision: SpikeDecision.BeforeUpdate })
        {
            Decide(_rule);
            Integrate(arrived);
            ResetSpiking(_rule);
        }
        else
        {
            Integrate(arrived);
            if (_rule is null)
            {
                _v.CopyTo(Output, 0);
            }
            else
            {
                Decide(_rule);
                ResetSpiking(_rule);
            }
        }
        CollectActive();
    }

    private void Integrate(ReadOnlySpan<double> arrived)
    {
        for (int n = 0; n < arrived.Length; n++)
        {
            double i = _x[n] = arrived[n] + _bias[n];
            if (_i is not null)
                i = _i[n] = _synapseDecay![n] * _i[n] + _synapseGain[n] * i;
            _v[n] = _updated[n] = _membraneDecay[n] * _v[n] + _membraneGain[n] * i + _leak[n];
        }
    }

    private void Decide(SpikeRule rule)
    {
        bool reaching = rule.Comparator == Comparator.GreaterOrEqual;
        for (int n = 0; n < _v.Length; n++)
        {
            if (rule.MultiSpike)
                Output[n] = Math.Max(Math.Floor(_v[n] / _threshold[n]), 0);
            else
                Output[n] = _v[n] > _threshold[n] || (reaching && _v[n] == _threshold[n]) ? 1 : 0;
        }
    }

    private void ResetSpiking(SpikeRule rule)
    {
        for (int n = 0; n < _v.Length; n++)
        {
            if (Output[n] == 0)
                continue;
            _v[n] = rule.Reset switch
            {
                ResetMode.Zero => 0,
                ResetMode.Subtract => _v[n] - Output[n] * _threshold[n],
                _ => _resetValue[n],
            };
        }
    }
}

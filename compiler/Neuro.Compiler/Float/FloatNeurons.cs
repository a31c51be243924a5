using Neuro.Compiler.Discrete;

namespace Neuro.Compiler.Float;

/// <summary>
/// Neurons of a <see cref="LinearNeuronModel"/>. With <see cref="SpikeDecision.BeforeUpdate"/> the v that the last tick left
/// decides, and the reset acts on the updated v: s = v &gt; θ; v ← decay·v + gain·i + leak; v ← reset(v) where s.
/// </summary>
internal sealed class FloatNeurons : FloatPopulation
{
    private readonly FloatArithmetic _arithmetic;
    private readonly double[] _bias;
    private readonly double[] _initial;
    private readonly double[]? _synapseDecay;
    private readonly double[] _synapseGain;
    private readonly double[] _membraneDecay;
    private readonly double[] _membraneLoss;
    private readonly double[] _membraneGain;
    private readonly double[] _leak;
    private readonly SpikeRule? _rule;
    private readonly double[] _threshold = [];
    private readonly double[] _resetValue = [];

    // What one unit of _v is in the model's unit; null where they are the same.
    private readonly double[]? _unit;
    private readonly double[] _x;
    private readonly double[] _v;
    private readonly double[]? _i;
    private readonly double[] _updated;
    private readonly double[] _membrane;

    public FloatNeurons(DiscretePopulation description, LinearNeuronModel model, FloatArithmetic arithmetic)
        : base(description)
    {
        _arithmetic = arithmetic;
        _bias = Full(model.Bias);
        _synapseDecay = model.SynapseDecay is { } decay ? Coefficients(decay) : null;
        _synapseGain = Coefficients(model.SynapseGain);
        _membraneDecay = Coefficients(model.MembraneDecay);
        _membraneLoss = Coefficients([.. model.MembraneDecay.Select(d => 1 - d)]);
        _membraneGain = Coefficients(model.MembraneGain);
        _leak = Coefficients(model.Leak);
        _rule = model.Spike;
        if (_rule is not null)
            (_threshold, _resetValue) = (Coefficients(_rule.Threshold), Coefficients(_rule.ResetValue));
        (_x, _v, _updated) = (new double[Size], new double[Size], new double[Size]);
        _i = _synapseDecay is null ? null : new double[Size];
        _membrane = _v;
        if (arithmetic == FloatArithmetic.SingleInputSteps && _membraneGain.All(g => g > 0))
        {
            _unit = _membraneGain;
            _leak = Scaled(_leak, _unit);
            (_threshold, _resetValue) = _rule is null ? ([], []) : (Scaled(_threshold, _unit), Scaled(_resetValue, _unit));
            _membraneGain = Full([1.0]);
            _membrane = new double[Size];
        }
        _initial = Full(model.Initial);
        Begin();
    }

    public override double[] Membrane => _membrane;

    public override double[] Updated => _updated;

    public override double[] Drive => _x;

    public override double[]? Current => _i;

    public override void Reset()
    {
        base.Reset();
        foreach (double[] state in (IEnumerable<double[]>)[_x, _v, _updated, _membrane, _i ?? []])
            state.AsSpan().Clear();
        Begin();
    }

    public override void Step(ReadOnlySpan<double> arrived)
    {
        bool before = _rule is { Decision: SpikeDecision.BeforeUpdate };
        if (before)
            Decide(_rule!);
        for (int n = 0; n < arrived.Length; n++)
            _x[n] = arrived[n] + _bias[n];
        if (_arithmetic is FloatArithmetic.Double or FloatArithmetic.SingleCoefficients)
            Integrate();
        else if (_arithmetic == FloatArithmetic.SingleDifference)
            IntegrateDifference();
        else
            IntegrateSingle();
        Show(_updated);
        if (_rule is not null)
        {
            if (!before)
                Decide(_rule);
            ResetSpiking(_rule);
        }
        if (_unit is not null)
            Show(_membrane);
        if (_rule is null)
        {
            _membrane.CopyTo(Output, 0);
            CollectActive();
        }
    }

    private static double[] Scaled(double[] values, double[] unit) => [.. values.Select((v, n) => (double)(float)(v / unit[n]))];

    private double[] Coefficients(double[] values)
    {
        double[] full = Full(values);
        return _arithmetic == FloatArithmetic.Double ? full : [.. full.Select(v => (double)(float)v)];
    }

    /// <summary>v in the model's unit.</summary>
    private void Show(double[] destination)
    {
        if (_unit is null)
            _v.CopyTo(destination, 0);
        else
            for (int n = 0; n < _v.Length; n++)
                destination[n] = _v[n] * _unit[n];
    }

    private void Begin()
    {
        for (int n = 0; n < _v.Length; n++)
            _v[n] = _unit is null ? _initial[n] : _initial[n] / _unit[n];
    }

    private void Integrate()
    {
        for (int n = 0; n < _v.Length; n++)
        {
            double i = _x[n];
            if (_i is not null)
                i = _i[n] = _synapseDecay![n] * _i[n] + _synapseGain[n] * i;
            _v[n] = _membraneDecay[n] * _v[n] + _membraneGain[n] * i + _leak[n];
        }
    }

    private void IntegrateSingle()
    {
        (double[] v, double[] decay, double[] gain, double[] leak) = (_v, _membraneDecay, _membraneGain, _leak);
        for (int n = 0; n < v.Length; n++)
        {
            float i = _i is null ? (float)_x[n] : SingleCurrent(n);
            float decayed = (float)decay[n] * (float)v[n];
            float driven = (float)gain[n] * i;
            float sum = decayed + driven;
            v[n] = sum + (float)leak[n];
        }
    }

    private void IntegrateDifference()
    {
        for (int n = 0; n < _v.Length; n++)
        {
            float i = SingleCurrent(n);
            float driven = (float)_membraneGain[n] * i;
            float drive = driven + (float)_leak[n];
            float lost = (float)_membraneLoss[n] * (float)_v[n];
            float difference = drive - lost;
            _v[n] = (float)_v[n] + difference;
        }
    }

    private float SingleCurrent(int n)
    {
        if (_i is null)
            return (float)_x[n];
        float decayed = (float)_synapseDecay![n] * (float)_i[n];
        float driven = (float)_synapseGain[n] * (float)_x[n];
        float current = decayed + driven;
        _i[n] = current;
        return current;
    }

    /// <summary>Sets outputs and the list of active neurons from v as it stands.</summary>
    private void Decide(SpikeRule rule)
    {
        for (int e = 0; e < ActiveCount; e++)
            Output[Active[e]] = 0;
        (double[] v, double[] threshold, int count) = (_v, _threshold, 0);
        bool reaching = rule.Comparator == Comparator.GreaterOrEqual;
        for (int n = 0; n < v.Length; n++)
        {
            if (v[n] < threshold[n] || (v[n] == threshold[n] && !reaching && !rule.MultiSpike))
                continue;
            double spikes = rule.MultiSpike ? Math.Max(Math.Floor(v[n] / threshold[n]), 0) : v[n] >= threshold[n] ? 1 : 0;
            if (spikes == 0)
                continue;
            Output[n] = spikes;
            Active[count++] = n;
        }
        ActiveCount = count;
    }

    private void ResetSpiking(SpikeRule rule)
    {
        bool single = _arithmetic is not (FloatArithmetic.Double or FloatArithmetic.SingleCoefficients);
        for (int e = 0; e < ActiveCount; e++)
        {
            int n = Active[e];
            _v[n] = rule.Reset switch
            {
                ResetMode.Zero => 0,
                ResetMode.Subtract => _v[n] - Output[n] * _threshold[n],
                _ => _resetValue[n],
            };
            if (single)
                _v[n] = (float)_v[n];
        }
    }
}

namespace Neuro.Emulator.Devices;

/// <summary>
/// The analog matrix-vector product as aihwkit defines it, in double precision: the yardstick for what other simulators say of
/// a layer. The crossbars of this program are modelled exactly instead (wires as networks, converters as integers).
/// <code>
/// x′ = clip(round(x·s/r)·r, ± inp_bound)         s = 1/max|x| with noise management, else 1;  r = inp_res·2·inp_bound
/// y  = W·x′ − ir_drop·c·Σ w_ij·x′_j·(1 − (1 − j/n)²)      c = a·(a·(0.05a − 0.2) + 0.5),  a = n/g_ratio·Σ|w_ij·x′_j|
/// y  = y·(1 + η·slope·out_bound)²/(1 + |η·y|)    η = out_nonlinearity/out_bound
/// y  = clip(round(y/q)·q, ± out_bound)/s         q = out_res·2·out_bound; halves round away from zero, and rounding comes first
/// </code>
/// Iterative bound management halves s while an output exceeds its bound before clipping.
/// Source: Rasch et al., AICAS 2021; IBM/aihwkit, rpu_forward_backward_pass.cpp.
/// </summary>
public sealed record AnalogForwardPass
{
    // max_bm_factor and max_bm_res of the source.
    private const double LargestReduction = 1000;
    private const double LargestReductionInSteps = 0.25;

    /// <summary>Resolution of the DAC as a fraction of its range; not positive for none.</summary>
    public double InputResolution { get; init; } = -1;

    /// <summary>Largest input; not positive for none.</summary>
    public double InputBound { get; init; } = 1;

    /// <summary>Resolution of the ADC as a fraction of its range; not positive for none.</summary>
    public double OutputResolution { get; init; } = -1;

    /// <summary>Largest output; not positive for none.</summary>
    public double OutputBound { get; init; } = -1;

    /// <summary>Whether inputs are scaled so that the largest is 1.</summary>
    public bool NoiseManagement { get; init; }

    /// <summary>Whether inputs are halved until no output exceeds its bound.</summary>
    public bool BoundManagement { get; init; }

    /// <summary>Scale of the approximate IR drop; 0 for none.</summary>
    public double IrDrop { get; init; }

    /// <summary>Wire conductance over the largest cell conductance.</summary>
    public double IrDropRatio { get; init; } = 571430;

    /// <summary>Compression of outputs at the bound; 0 for none.</summary>
    public double OutputNonlinearity { get; init; }

    /// <summary>Point, as a share of the output bound, at which the compression is calibrated away.</summary>
    public double SlopeCalibration { get; init; } = 0.5;

    /// <summary>W·x through the converters.</summary>
    /// <param name="weights">W, [outputs, inputs].</param>
    /// <param name="x">Inputs.</param>
    public double[] Run(ReadOnlySpan<double> weights, ReadOnlySpan<double> x)
    {
        double largest = 0;
        foreach (double value in x) largest = Math.Max(largest, Math.Abs(value));
        double scale = NoiseManagement && largest > 0 ? 1 / largest : 1;
        for (double reduction = 1; ; reduction *= 2)
        {
            double[] y = Once(weights, x, scale / reduction, out bool within);
            bool done = within || !BoundManagement || reduction > LargestReduction
                || (InputResolution > 0 && reduction > LargestReductionInSteps / (2 * InputResolution * InputBound));
            if (!done) continue;
            for (int i = 0; i < y.Length; i++) y[i] *= reduction / scale;
            return y;
        }
    }

    private double[] Once(ReadOnlySpan<double> weights, ReadOnlySpan<double> x, double scale, out bool within)
    {
        double[] driven = new double[x.Length];
        for (int j = 0; j < x.Length; j++) driven[j] = Converted(x[j] * scale, InputResolution, InputBound, out _);
        double[] y = new double[weights.Length / x.Length];
        within = true;
        for (int i = 0; i < y.Length; i++)
        {
            double analog = Column(weights.Slice(i * x.Length, x.Length), driven);
            double bound = OutputBound > 0 ? OutputBound : 1;
            double eta = OutputNonlinearity / bound;
            double gain = 1 + eta * SlopeCalibration * bound;
            if (eta != 0) analog = analog * gain * gain / (1 + Math.Abs(eta * analog));
            y[i] = Converted(analog, OutputResolution, OutputBound, out bool clipped);
            within &= !clipped;
        }
        return y;
    }

    private double Column(ReadOnlySpan<double> weights, double[] driven)
    {
        double sum = 0, total = 0, dropped = 0;
        for (int j = 0; j < driven.Length; j++)
        {
            double current = weights[j] * driven[j];
            double way = 1 - (double)j / driven.Length;
            sum += current;
            total += Math.Abs(current);
            dropped += current * (1 - way * way);
        }
        double a = driven.Length / IrDropRatio * total;
        return sum - IrDrop * (a * (a * (0.05 * a - 0.2) + 0.5)) * dropped;
    }

    private static double Converted(double value, double resolution, double bound, out bool clipped)
    {
        if (resolution > 0)
        {
            double step = resolution * 2 * bound;
            value = Math.Round(value / step, MidpointRounding.AwayFromZero) * step;
        }
        clipped = bound > 0 && Math.Abs(value) > bound;
        return clipped ? Math.CopySign(bound, value) : value;
    }
}

using System.Numerics;

namespace Neuro.Emulator.Devices.Pulses;

/// <summary>
/// Outer-product updates w −= lr·d·xᵀ by coincidences of pulse trains. Every column j has one train, of probability p_x =
/// B·|x_j| for each slot, and every row i one of p_d = A·|d_i|; the device (i, j) gets a pulse in every slot in which both
/// have one. Devices of one row share its train, so their counts are not independent: the mean is BL·p, the variance BL·p(1 −
/// p), with p = p_x·p_d, and the covariance of two devices of one row BL·p_x1·p_x2·p_d(1 − p_d). Source: Gokmen and Vlasov,
/// Front. Neurosci. 10:333 (2016); IBM/aihwkit.
/// </summary>
public sealed class PulseTrains
{
    private readonly double _columnFactor;
    private readonly double _rowFactor;

    /// <summary>
    /// The trains of one update. With k = lr·max|x|·max|d|/dw_min, BL is the given length, or min(⌈k⌉, length) where it is
    /// managed, and A = B = √(lr/(dw_min·BL)); update management multiplies A with √(max|x|/d′) and B with √(d′/max|x|),
    /// d′ = max|d|·min(length/k, 1).
    /// </summary>
    public PulseTrains(PulseTrainOptions options, ReadOnlySpan<double> x, ReadOnlySpan<double> d)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Length, 63);
        double largestX = Largest(x);
        double largestD = Largest(d);
        double k = options.LearningRate * largestX * largestD / options.Granularity;
        if (k == 0)
            return;
        Length = options.LengthManagement ? (int)Math.Min(Math.Ceiling(k), options.Length) : options.Length;
        _columnFactor = _rowFactor = Math.Sqrt(options.LearningRate / (options.Granularity * Length));
        if (options.UpdateManagement || options.LengthManagement)
        {
            double scaledD = largestD * Math.Min(options.Length / k, 1);
            _rowFactor *= Math.Sqrt(largestX / scaledD);
            _columnFactor *= Math.Sqrt(scaledD / largestX);
        }
    }

    /// <summary>BL: slots of a train; 0 where nothing is to be updated.</summary>
    public int Length { get; }

    /// <summary>p_x of a column.</summary>
    public double ColumnProbability(double x) => Math.Min(Math.Abs(x) * _columnFactor, 1);

    /// <summary>p_d of a row.</summary>
    public double RowProbability(double d) => Math.Min(Math.Abs(d) * _rowFactor, 1);

    /// <summary>
    /// Pulses [row, column] of trains that are not drawn but implied: −sign·⌊BL·d_q·x_q + ½⌋, where x_q and d_q are the
    /// probabilities rounded to 0.01. Positive counts are up.
    /// </summary>
    public int[] Deterministic(ReadOnlySpan<double> x, ReadOnlySpan<double> d)
    {
        double[] columns = Discrete(x, _columnFactor);
        double[] rows = Discrete(d, _rowFactor);
        int[] pulses = new int[rows.Length * columns.Length];
        for (int i = 0; i < rows.Length; i++)
            for (int j = 0; j < columns.Length; j++)
            {
                double signed = Length * rows[i] * columns[j];
                pulses[i * columns.Length + j] = -Math.Sign(signed) * (int)Math.Floor(Math.Abs(signed) + 0.5);
            }
        return pulses;
    }

    /// <summary>Pulses [row, column] of trains drawn from <paramref name="random"/>. Positive counts are up.</summary>
    public int[] Stochastic(ReadOnlySpan<double> x, ReadOnlySpan<double> d, ref CellRandom random)
    {
        ulong[] columns = new ulong[x.Length];
        for (int j = 0; j < x.Length; j++) columns[j] = Train(ColumnProbability(x[j]), ref random);
        int[] pulses = new int[x.Length * d.Length];
        for (int i = 0; i < d.Length; i++)
        {
            ulong row = Train(RowProbability(d[i]), ref random);
            for (int j = 0; j < x.Length; j++)
                pulses[i * x.Length + j] = -Math.Sign(x[j] * d[i]) * BitOperations.PopCount(row & columns[j]);
        }
        return pulses;
    }

    private ulong Train(double probability, ref CellRandom random)
    {
        ulong train = 0;
        for (int slot = 0; slot < Length; slot++)
            if (random.NextUniform() < probability) train |= 1UL << slot;
        return train;
    }

    private static double[] Discrete(ReadOnlySpan<double> values, double factor)
    {
        const double Resolution = 0.01;
        double[] discrete = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            double share = Math.Round(Math.Abs(values[i]) * factor / Resolution, MidpointRounding.AwayFromZero) * Resolution;
            discrete[i] = Math.CopySign(Math.Clamp(share, 0, 1), values[i]);
        }
        return discrete;
    }

    private static double Largest(ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (double value in values) largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }
}

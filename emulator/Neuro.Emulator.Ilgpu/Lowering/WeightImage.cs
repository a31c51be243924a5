using Neuro.Ir;

namespace Neuro.Emulator.Ilgpu.Lowering;

/// <summary>A projection's weights in a device's memory, in the narrowest type that holds them.</summary>
/// <param name="Bits">Bits of an element.</param>
/// <param name="First">The first element.</param>
/// <param name="Step">Elements between two synapses: 0 where all have one weight.</param>
/// <param name="Factor">What an element is multiplied with.</param>
internal sealed record WeightImage(int Bits, long First, int Step, long Factor)
{
    /// <summary>Lays out the weights of <paramref name="projection"/>.</summary>
    /// <param name="image">Where they go.</param>
    /// <param name="program">The program.</param>
    /// <param name="projection">The projection.</param>
    /// <param name="wide">Whether its port has 64 bits.</param>
    /// <param name="order">The synapse whose weight stands at each place; null for their own order.</param>
    /// <param name="count">Number of synapses.</param>
    /// <param name="multiplierOf">Number of the multiplier of a synapse.</param>
    public static WeightImage Of(
        DeviceImage image, SpikeProgram program, Projection projection, bool wide, int[]? order, int count,
        Func<int, int> multiplierOf)
    {
        IrArray? weights = program.Array(projection.Weight);
        if (program.Array(projection.Multiplier) is { } multipliers)
        {
            // One product a synapse, made here: what is narrow is needed modulo 2^32 only.
            long[] scaled = new long[count];
            for (int i = 0; i < count; i++)
            {
                int synapse = order?[i] ?? i;
                long code = weights?[synapse] ?? projection.Weight.Scalar;
                long value = code * multipliers[multiplierOf(synapse)] * (1L << projection.Shift);
                scaled[i] = wide ? value : (int)value;
            }
            return Store(image, scaled, 1, 1);
        }
        long factor = (long)projection.Multiplier.Scalar << projection.Shift;
        if (weights is null)
            return Store(image, [projection.Weight.Scalar], 0, factor);
        if (order is null && weights.ElementType == ElementType.Int8)
            return new(8, image.Weights8.Add(weights.AsSpan<sbyte>().ToArray()), 1, factor);
        if (order is null && weights.ElementType == ElementType.Int16)
            return new(16, image.Weights16.Add(weights.AsSpan<short>().ToArray()), 1, factor);
        int[] codes = weights.ToInt32();
        return Store(image, order is null ? codes : Array.ConvertAll(order, synapse => codes[synapse]), 1, factor);
    }

    private static WeightImage Store(DeviceImage image, int[] values, int step, long factor)
    {
        (int minimum, int maximum) = values.Length == 0 ? (0, 0) : (values.Min(), values.Max());
        if (minimum >= sbyte.MinValue && maximum <= sbyte.MaxValue)
            return new(8, image.Weights8.Add(Array.ConvertAll(values, v => (sbyte)v)), step, factor);
        if (minimum >= short.MinValue && maximum <= short.MaxValue)
            return new(16, image.Weights16.Add(Array.ConvertAll(values, v => (short)v)), step, factor);
        return new(32, image.Weights32.Add(values), step, factor);
    }

    private static WeightImage Store(DeviceImage image, long[] values, int step, long factor)
    {
        bool fits = values.All(v => v is >= int.MinValue and <= int.MaxValue);
        return fits
            ? Store(image, Array.ConvertAll(values, v => (int)v), step, factor)
            : new(64, image.Weights64.Add(values), step, factor);
    }
}

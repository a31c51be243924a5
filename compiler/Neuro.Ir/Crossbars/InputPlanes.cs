using System.Collections.Immutable;
using System.Numerics;

namespace Neuro.Ir.Crossbars;

/// <summary>How a DAC drives rows with payloads of a range: SEMANTICS.md, section 9.</summary>
public static class InputPlanes
{
    /// <summary>
    /// The drives for payloads within <paramref name="payload"/>. Bit-serial, digits of the DAC's bits from the least, exactly;
    /// of payloads that may be negative the sign bit of their two's complement comes last, taken away. Parallel, one drive of
    /// the payload divided by the least power of two that brings it within the DAC's bits.
    /// </summary>
    public static ImmutableArray<InputPlane> Of(Interval payload, DacModel dac)
    {
        (long low, long high) = (Math.Min(0, payload.Minimum), Math.Max(0, payload.Maximum));
        // ~low is −low − 1: what two's complement needs for a negative number.
        int bits = Math.Max(1, Math.Max(Length(high), low < 0 ? Length(~low) : 0));
        if (dac.Mode == DacMode.Parallel)
        {
            int shift = Math.Max(0, Math.Max(Length(high), Length(-low)) - dac.Bits);
            // The DAC's range is that of the payloads, not more: its largest input is one that occurs.
            int Largest(long payload) => (int)Math.Min((1 << dac.Bits) - 1, (payload + ((1L << shift) >> 1)) >> shift);
            return [new(false, shift, -Largest(-low), Math.Max(1, Largest(high)), 1L << shift)];
        }
        ImmutableArray<InputPlane>.Builder planes = ImmutableArray.CreateBuilder<InputPlane>();
        for (int shift = 0; shift < bits; shift += dac.Bits)
            planes.Add(new(true, shift, 0, (1 << Math.Min(dac.Bits, bits - shift)) - 1, 1L << shift));
        if (low < 0) planes.Add(new(true, bits, 0, 1, -(1L << bits)));
        return planes.ToImmutable();
    }

    /// <summary>What <paramref name="plane"/> puts on the row of a neuron whose payloads due sum to
    /// <paramref name="p"/>.</summary>
    public static int Drive(InputPlane plane, int p) => plane.Digit
        ? (p >> plane.Shift) & plane.Maximum
        : (int)Math.Clamp(MicroOps.ShiftRight(p, plane.Shift, Rounding.Nearest), plane.Minimum, plane.Maximum);

    /// <summary>The largest magnitude that payloads within <paramref name="payload"/> put on a row, at least 1.</summary>
    public static int Largest(ImmutableArray<InputPlane> planes, Interval payload) => Math.Max(1, planes.Max(plane => plane.Digit
        ? payload.Minimum < 0 ? plane.Maximum : (int)Math.Min(payload.Maximum >> plane.Shift, plane.Maximum)
        : Math.Max(Math.Abs(Drive(plane, (int)payload.Minimum)), Math.Abs(Drive(plane, (int)payload.Maximum)))));

    private static int Length(long value) => value <= 0 ? 0 : BitOperations.Log2((ulong)value) + 1;
}

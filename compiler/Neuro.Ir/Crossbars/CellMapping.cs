using System.Numerics;
using Neuro.Ir.Devices;

namespace Neuro.Ir.Crossbars;

/// <summary>
/// How conductances of one device stand for weight codes. <see cref="Unit"/> siemens are one unit of a cell: a weight code, or
/// one of a digit where weights are bit-sliced. A device with at least as many levels as a cell has units gets a whole number of
/// levels a unit, so that weights are exact; a device with fewer gets the level nearest to each weight. Single cells hold zero at
/// an exact level. Where columns are not subtracted before the ADC and the device has no levels, conductances are whole multiples
/// of the unit, so that an ADC step of one unit reads every sum without error.
/// </summary>
public sealed class CellMapping
{
    private readonly DeviceModel _device;
    private readonly double _base;
    private readonly long _offset;
    private readonly long _digit;

    /// <summary>Maps codes that lie between <paramref name="least"/> and <paramref name="most"/>.</summary>
    /// <param name="array">The arrangement and the bits of a cell.</param>
    /// <param name="device">The conductances; <see cref="DeviceModel.GMax"/> is above <see cref="DeviceModel.GMin"/>.</param>
    /// <param name="width">Largest magnitude that the codes' declared width allows.</param>
    /// <param name="least">Smallest code, not above 0.</param>
    /// <param name="most">Largest code, not below 0.</param>
    public CellMapping(CrossbarArray array, DeviceModel device, long width, long least, long most)
    {
        _device = device;
        IsPair = array.Arrangement is CellArrangement.DifferentialPair or CellArrangement.OneSidedPair;
        BitsPerCell = array.BitsPerCell;
        long largest = Math.Max(most, -least);
        if (BitsPerCell > 0)
        {
            FullScale = Math.Max(width, largest);
            int signed = 1 + Math.Max(Length(width), Math.Max(Length(most), Length(~least)));
            int bits = Math.Max(1, IsPair ? Length(FullScale) : signed);
            _offset = IsPair ? 0 : 1L << (bits - 1);
            _digit = (1L << BitsPerCell) - 1;
            Slices = (bits + BitsPerCell - 1) / BitsPerCell;
        }
        else
        {
            // Codes beyond the declared width (sums of repeated synapses, −2^(bits−1)) are held where levels do not run out.
            long units = IsPair ? largest : 2 * largest;
            FullScale = Math.Max(1, device.Levels == 0 || device.Levels > units ? Math.Max(width, largest) : width);
            _offset = IsPair ? 0 : FullScale;
            Slices = 1;
        }
        (Unit, _base) = Scale(array.Arrangement, BitsPerCell > 0 ? _digit : FullScale + _offset);
    }

    /// <summary>Whether a code is the difference of two cells.</summary>
    public bool IsPair { get; }

    /// <summary>Magnitude bits of a cell; 0 for a cell that holds a whole weight.</summary>
    public int BitsPerCell { get; }

    /// <summary>Digits of a weight; 1 for a cell that holds a whole weight.</summary>
    public int Slices { get; }

    /// <summary>The largest magnitude of a code that cells hold; larger ones are clipped to it.</summary>
    public long FullScale { get; }

    /// <summary>Siemens of one unit of a cell.</summary>
    public double Unit { get; }

    /// <summary>The programming target, in siemens, of the cell that holds a slice of <paramref name="code"/>.</summary>
    /// <param name="code">The weight code.</param>
    /// <param name="slice">The digit, from the least.</param>
    /// <param name="minus">Whether it is the cell of a pair that is raised for negative codes.</param>
    public double Target(int code, int slice, bool minus)
    {
        long value = Math.Clamp(code, -FullScale, FullScale);
        value = IsPair ? Math.Max(0, minus ? -value : value) : value + _offset;
        return Quantise(_base + (_digit == 0 ? value : (value >> (slice * BitsPerCell)) & _digit) * Unit);
    }

    /// <summary>The conductance, in siemens, that stands for zero in a slice of a single cell; 0 for pairs.</summary>
    public double Zero(int slice) => IsPair ? 0 : Target(0, slice, minus: false);

    /// <summary>The weight, in codes, that the targets of <paramref name="code"/> stand for.</summary>
    public double Held(int code)
    {
        double held = 0;
        for (int slice = 0; slice < Slices; slice++)
        {
            double difference = Target(code, slice, minus: false) - (IsPair ? Target(code, slice, minus: true) : Zero(slice));
            held += Math.ScaleB(difference / Unit, slice * BitsPerCell);
        }
        return held;
    }

    /// <summary>Siemens a unit, and the conductance of unit 0, for cells of <paramref name="units"/> units.</summary>
    private (double Unit, double Base) Scale(CellArrangement arrangement, double units)
    {
        double range = _device.GMax - _device.GMin;
        if (_device.Levels == 0)
        {
            if (arrangement == CellArrangement.DifferentialPair) return (range / units, _device.GMin);
            // The least whole number k of units with k·unit ≥ GMin where unit = GMax / (k + units).
            double below = Math.Ceiling(units * _device.GMin / range);
            double unit = _device.GMax / (below + units);
            return (unit, below * unit);
        }
        double steps = _device.Levels - 1;
        double level = range / steps;
        if (steps >= units) return (Math.Floor(steps / units) * level, _device.GMin);
        if (IsPair || BitsPerCell > 0) return (range / units, _device.GMin);
        // Zero on the level below the middle, as many levels above it as below.
        return (Math.Floor(steps / 2) * level / FullScale, _device.GMin);
    }

    private double Quantise(double target)
    {
        if (_device.Levels == 0) return Math.Clamp(target, _device.GMin, _device.GMax);
        double steps = _device.Levels - 1;
        double range = _device.GMax - _device.GMin;
        double level = Math.Round((target - _device.GMin) / range * steps, MidpointRounding.AwayFromZero);
        return _device.GMin + Math.Clamp(level, 0, steps) / steps * range;
    }

    private static int Length(long value) => value <= 0 ? 0 : BitOperations.Log2((ulong)value) + 1;
}

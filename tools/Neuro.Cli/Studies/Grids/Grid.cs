using System.Collections.Immutable;

namespace Neuro.Cli.Studies.Grids;

/// <summary>Every combination of the values of some quantities, numbered from 0 with the last quantity running fastest.</summary>
/// <param name="Axes">The quantities.</param>
internal sealed record Grid(ImmutableArray<Axis> Axes)
{
    /// <summary>Number of points, or <see cref="long.MaxValue"/> where it is beyond that.</summary>
    public long Count
    {
        get
        {
            Int128 count = 1;
            foreach (Axis axis in Axes)
                count = Int128.Min(count * axis.Values.Length, long.MaxValue);
            return (long)count;
        }
    }

    /// <summary>The point with number <paramref name="index"/>.</summary>
    public GridPoint this[int index]
    {
        get
        {
            string[] values = new string[Axes.Length];
            int rest = index;
            for (int axis = Axes.Length - 1; axis >= 0; axis--)
            {
                (rest, int value) = Math.DivRem(rest, Axes[axis].Values.Length);
                values[axis] = Axes[axis].Values[value];
            }
            return new(index, [.. values]);
        }
    }
}

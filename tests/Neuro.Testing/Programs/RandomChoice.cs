namespace Neuro.Testing.Programs;

/// <summary>Draws that the generators share.</summary>
internal static class RandomChoice
{
    /// <summary>True with a probability.</summary>
    public static bool Chance(this Random random, double probability) => random.NextDouble() < probability;

    /// <summary>One of the items.</summary>
    public static T Pick<T>(this Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];

    /// <summary>An integer that is often small, a neighbour of a power of two, or an extreme.</summary>
    public static int Number(this Random random) => random.Next(5) switch
    {
        0 or 1 => random.Next(-10, 11),
        2 => (random.Chance(0.5) ? 1 : -1) * ((1 << random.Next(31)) + random.Next(-1, 2)),
        3 => random.Pick([int.MinValue, int.MaxValue, 0, 1, -1]),
        _ => (int)random.NextInt64(int.MinValue, 1L + int.MaxValue),
    };

    /// <summary>An integer of a range, now and then one of its ends.</summary>
    public static int Within(this Random random, int minimum, int maximum) => random.Next(10) switch
    {
        0 => minimum,
        1 => maximum,
        _ => (int)random.NextInt64(minimum, 1L + maximum),
    };
}

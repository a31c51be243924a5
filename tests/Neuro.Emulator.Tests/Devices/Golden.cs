using System.Text.Json;

namespace Neuro.Emulator.Tests.Devices;

/// <summary>Reads the recorded outputs of other simulators.</summary>
internal static class Golden
{
    public static JsonElement Read(string name)
    {
        using FileStream file = File.OpenRead(ReferenceData.Path($"crossbar/{name}"));
        using JsonDocument document = JsonDocument.Parse(file);
        return document.RootElement.Clone();
    }

    public static double[] Numbers(this JsonElement element, string member) =>
        [.. element.GetProperty(member).EnumerateArray().Select(e => e.GetDouble())];

    public static double Number(this JsonElement element, string member, double otherwise = 0) =>
        element.TryGetProperty(member, out JsonElement value) ? value.GetDouble() : otherwise;

    public static string Text(this JsonElement element, string member) => element.GetProperty(member).GetString()!;

    /// <summary>Fails at the first pair further apart than the tolerance.</summary>
    public static void Close(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Math.Abs(expected[i] - actual[i]);
            Assert.True(error <= tolerance, $"{what}[{i}] is {actual[i]:r}, not {expected[i]:r}: {error:g3} > {tolerance:g3}");
        }
    }
}

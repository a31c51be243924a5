using System.Runtime.InteropServices;
using System.Text.Json;

namespace Neuro.Hdf5.Tests;

/// <summary>Compares a tree that we read with what h5py read from the same file: every
/// name, shape, attribute and value.</summary>
internal static class TreeComparison
{
    /// <summary>Fails with the path and element that differ; returns the number of values compared.</summary>
    public static long AssertSame(Hdf5Group root, List<JsonElement> expected)
    {
        long compared = 0;
        foreach (JsonElement line in expected)
        {
            string path = line.GetProperty("path").GetString()!;
            Assert.True(root.TryGet(path, out Hdf5Object? found), $"{path} is missing");
            Assert.Equal(path, found.Path);
            JsonElement attributes = line.GetProperty("attributes");
            Assert.Equal(attributes.EnumerateObject().Select(a => a.Name).Order(StringComparer.Ordinal),
                found.Attributes.Keys.Order(StringComparer.Ordinal));
            foreach (JsonProperty attribute in attributes.EnumerateObject())
                compared += AssertSame(found.Attributes[attribute.Name], attribute.Value);
            if (line.TryGetProperty("children", out JsonElement children))
                Assert.Equal(children.EnumerateArray().Select(c => c.GetString()), Assert.IsType<Hdf5Group>(found).Children.Keys);
            else if (line.TryGetProperty("data", out JsonElement data))
                compared += AssertSame(Assert.IsType<Hdf5Dataset>(found), data);
            else
                Assert.IsType<Hdf5NamedType>(found);
        }
        return compared;
    }

    private static long AssertSame(IHdf5Values values, JsonElement expected)
    {
        JsonElement shape = expected.GetProperty("shape");
        Assert.Equal(shape.ValueKind == JsonValueKind.Null, values.IsNull);
        if (values.IsNull)
            return 0;
        Assert.Equal(shape.EnumerateArray().Select(e => e.GetInt64()), values.Shape);
        if (expected.TryGetProperty("strings", out JsonElement strings))
        {
            AssertSame(values.Path, [.. strings.EnumerateArray().Select(s => s.GetString()!)], values.ReadStrings());
            return values.Count;
        }
        AssertSame(values.Path, Bytes<byte>(expected, "raw"), values.ReadRaw().ToArray());
        AssertSame(values.Path, Bits<double, long>(Bytes<double>(expected, "doubles")), Bits<double, long>(values.ReadDoubles()));
        AssertSame(values.Path, Bits<float, int>(Bytes<float>(expected, "singles")), Bits<float, int>(values.ReadSingles()));
        if (expected.TryGetProperty("integers", out JsonElement integers))
        {
            if (integers.ValueKind == JsonValueKind.Null)
                Assert.Throws<Hdf5Exception>(() => values.ReadInt64s());
            else
                AssertSame(values.Path, Bytes<long>(expected, "integers"), values.ReadInt64s());
        }
        return values.Count;
    }

    private static void AssertSame<T>(string path, T[] expected, T[] actual)
    {
        Assert.True(expected.Length == actual.Length, $"{path}: {actual.Length} elements, h5py reads {expected.Length}");
        for (int i = 0; i < expected.Length; i++)
        {
            if (!EqualityComparer<T>.Default.Equals(expected[i], actual[i]))
                Assert.Fail($"{path}: element {i} is {actual[i]}, h5py reads {expected[i]}");
        }
    }

    private static T[] Bytes<T>(JsonElement expected, string name)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(expected.GetProperty(name).GetBytesFromBase64()).ToArray();

    // Bit patterns tell -0 from 0 and compare NaNs.
    private static TBits[] Bits<T, TBits>(T[] values)
        where T : unmanaged
        where TBits : unmanaged => MemoryMarshal.Cast<T, TBits>(values).ToArray();
}

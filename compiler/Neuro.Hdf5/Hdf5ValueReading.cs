using Neuro.Hdf5.Format;

namespace Neuro.Hdf5;

/// <summary>
/// Reads the values of datasets and attributes in the type the caller works with. Arrays are row-major with
/// <see cref="IHdf5Values.Count"/> elements; all methods throw <see cref="Hdf5Exception"/> where the stored values are damaged
/// or are not of a class that converts.
/// </summary>
public static class Hdf5ValueReading
{
    /// <summary>Numbers, booleans (0 and 1) and enumerations as doubles; 64-bit integers are rounded to nearest.</summary>
    public static double[] ReadDoubles(this IHdf5Values values) => NumberDecoder.Decode<double>(values, floats: true);

    /// <summary>As <see cref="ReadDoubles"/>, rounded to single precision; too large values become infinite.</summary>
    public static float[] ReadSingles(this IHdf5Values values) => NumberDecoder.Decode<float>(values, floats: true);

    /// <summary>Integers, booleans and enumerations; floats are refused, and so are unsigned values above 2^63 - 1.</summary>
    public static long[] ReadInt64s(this IHdf5Values values) => NumberDecoder.Decode<long>(values, floats: false);

    /// <summary>Integers, booleans and enumerations; true where not zero.</summary>
    public static bool[] ReadBooleans(this IHdf5Values values) =>
        Array.ConvertAll(NumberDecoder.Decode<long>(values, floats: false), v => v != 0);

    /// <summary>Strings of either kind, without their padding.</summary>
    public static string[] ReadStrings(this IHdf5Values values) =>
        values.ElementType.IsString ? values.ReadText() : throw NumberDecoder.Unsuitable(values, "strings");

    /// <summary>The only element as a double.</summary>
    public static double ReadDouble(this IHdf5Values values) => Only(values).ReadDoubles()[0];

    /// <summary>The only element as an integer.</summary>
    public static long ReadInt64(this IHdf5Values values) => Only(values).ReadInt64s()[0];

    /// <summary>The only element as a boolean.</summary>
    public static bool ReadBoolean(this IHdf5Values values) => Only(values).ReadBooleans()[0];

    /// <summary>The only element as a string.</summary>
    public static string ReadString(this IHdf5Values values) => Only(values).ReadStrings()[0];

    private static IHdf5Values Only(IHdf5Values values) =>
        values.Count == 1 ? values : throw new Hdf5Exception($"one value expected, {values.Count} found", path: values.Path);
}

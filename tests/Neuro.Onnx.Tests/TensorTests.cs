using static Neuro.Onnx.TensorProto.Types;

namespace Neuro.Onnx.Tests;

public sealed class TensorTests
{
    private static readonly OnnxFile File = OnnxFile.Read(Models.Bytes(Models.Sample()), "sample.onnx");

    [Fact]
    public void Integers_of_every_size_are_read_from_raw_bytes()
    {
        AssertIntegers<sbyte>([-128, 0, 127]);
        AssertIntegers<byte>([0, 127, 255]);
        AssertIntegers<short>([-32768, 1, 32767]);
        AssertIntegers<ushort>([0, 1, 65535]);
        AssertIntegers<int>([int.MinValue, -1, int.MaxValue]);
        AssertIntegers<uint>([0, 1, uint.MaxValue]);
        AssertIntegers<long>([long.MinValue, -1, long.MaxValue]);
        Assert.Equal([1L, 0L], File.Tensor(OnnxTensors.Create<bool>("b", [2], [true, false])).ToInt64s());
    }

    [Fact]
    public void Elements_of_typed_fields_are_read()
    {
        TensorProto t = Empty(DataType.Int8, 3);
        t.Int32Data.AddRange([-128, 5, 127]);
        Assert.Equal([-128L, 5, 127], File.Tensor(t).ToInt64s());
        t = Empty(DataType.Uint64, 1);
        t.Uint64Data.Add(ulong.MaxValue);
        Assert.Equal([18446744073709551615.0], File.Tensor(t).ToDoubles());
        Assert.Throws<OnnxException>(() => File.Tensor(t).ToInt64s());
        t = Empty(DataType.Float16, 2);
        t.Int32Data.AddRange([0x3c00, 0xc000]);
        Assert.Equal([1.0, -2.0], File.Tensor(t).ToDoubles());
        t = Empty(DataType.Bfloat16, 2);
        t.Int32Data.AddRange([0x3f80, 0xc000]);
        Assert.Equal([1.0, -2.0], File.Tensor(t).ToDoubles());
        t = Empty(DataType.Int4, 3);
        t.Int32Data.AddRange([0x7f, 0x08]);
        Assert.Equal([-1L, 7, -8], File.Tensor(t).ToInt64s());
        t = Empty(DataType.Uint4, 3);
        t.Int32Data.AddRange([0x7f, 0x08]);
        Assert.Equal([15L, 7, 8], File.Tensor(t).ToInt64s());
        t = Empty(DataType.Float, 2);
        t.FloatData.AddRange([0.5f, -1]);
        Assert.Equal([0.5f, -1f], File.Tensor(t).ToFloats());
    }

    [Theory]
    [InlineData(DataType.String)]
    [InlineData(DataType.Complex64)]
    [InlineData(DataType.Float8E5M2)]
    [InlineData((DataType)99)]
    [InlineData(DataType.Undefined)]
    public void Types_without_numbers_are_refused(DataType type) =>
        Assert.Throws<OnnxException>(() => File.Tensor(Empty(type, 0)));

    [Theory]
    [InlineData(new long[] { 1L << 62, 1L << 62 })]
    [InlineData(new long[] { -1 })]
    [InlineData(new long[] { 1 << 30, 4 })]
    [InlineData(new long[] { 1 << 30 })]
    [InlineData(new long[] { 3 })]
    public void A_shape_that_the_bytes_do_not_fill_is_refused_before_memory_is_taken(long[] dims)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        TensorProto t = Empty(DataType.Int32, dims);
        t.Int32Data.AddRange([1, 2]);
        Assert.Throws<OnnxException>(() => File.Tensor(t));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_shape_with_a_zero_is_empty() =>
        Assert.Empty(File.Tensor(Empty(DataType.Float, long.MaxValue, 0, long.MaxValue)).ToDoubles());

    [Fact]
    public void Floats_are_not_read_as_integers() =>
        Assert.Throws<OnnxException>(() => File.Tensor(OnnxTensors.Create<float>("f", [1], [1])).ToInt64s());

    private static void AssertIntegers<T>(T[] values)
        where T : unmanaged
    {
        OnnxTensor tensor = File.Tensor(OnnxTensors.Create<T>("t", [3], values));
        Assert.Equal(values.Select(v => Convert.ToInt64(v)), tensor.ToInt64s());
        Assert.Equal(values.Select(v => Convert.ToDouble(v)), tensor.ToDoubles());
    }

    private static TensorProto Empty(DataType type, params long[] dims)
    {
        TensorProto tensor = new() { Name = "t", DataType = (int)type };
        tensor.Dims.AddRange(dims);
        return tensor;
    }
}

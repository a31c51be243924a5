using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>A tensor.</summary>
public sealed unsafe class OrtValue : IDisposable
{
    // OrtArenaAllocator, OrtMemTypeDefault.
    private static readonly Lazy<nint> CpuMemory = new(() =>
    {
        nint info;
        var create = (delegate* unmanaged<int, int, nint*, nint>)NativeApi.Function(NativeApi.Entry.CreateCpuMemoryInfo);
        NativeApi.Check(create(1, 0, &info));
        return info;
    });

    private GCHandle _pin;

    internal OrtValue(nint handle) => Handle = handle;

    internal nint Handle { get; private set; }

    /// <summary>A tensor over an array, which is not copied and stays in its place until the tensor is disposed.</summary>
    /// <exception cref="OnnxRuntimeException">The shape and the array do not agree.</exception>
    public static OrtValue CreateTensorValueFromMemory<T>(T[] data, long[] shape)
        where T : unmanaged
    {
        GCHandle pin = GCHandle.Alloc(data, GCHandleType.Pinned);
        try
        {
            nint handle;
            var create = (delegate* unmanaged<nint, nint, nuint, long*, nuint, int, nint*, nint>)
                NativeApi.Function(NativeApi.Entry.CreateTensorWithDataAsOrtValue);
            fixed (long* extents = shape)
            {
                NativeApi.Check(create(
                    CpuMemory.Value, pin.AddrOfPinnedObject(), (nuint)data.Length * (nuint)sizeof(T), extents,
                    (nuint)shape.Length, ElementType<T>(), &handle));
            }
            return new OrtValue(handle) { _pin = pin };
        }
        catch
        {
            pin.Free();
            throw;
        }
    }

    /// <summary>The elements; valid until the tensor is disposed.</summary>
    /// <exception cref="OnnxRuntimeException">They are of another type.</exception>
    public ReadOnlySpan<T> GetTensorDataAsSpan<T>()
        where T : unmanaged
    {
        nint info;
        var describe = (delegate* unmanaged<nint, nint*, nint>)NativeApi.Function(NativeApi.Entry.GetTensorTypeAndShape);
        NativeApi.Check(describe(Handle, &info));
        int type;
        nuint count;
        var getType = (delegate* unmanaged<nint, int*, nint>)NativeApi.Function(NativeApi.Entry.GetTensorElementType);
        var getCount = (delegate* unmanaged<nint, nuint*, nint>)NativeApi.Function(NativeApi.Entry.GetTensorShapeElementCount);
        try
        {
            NativeApi.Check(getType(info, &type));
            NativeApi.Check(getCount(info, &count));
        }
        finally
        {
            NativeApi.Release(NativeApi.Entry.ReleaseTensorTypeAndShapeInfo, info);
        }
        if (type != ElementType<T>())
            throw new OnnxRuntimeException($"the elements are of ONNX type {type}, not {typeof(T).Name}");
        void* data;
        var getData = (delegate* unmanaged<nint, void**, nint>)NativeApi.Function(NativeApi.Entry.GetTensorMutableData);
        NativeApi.Check(getData(Handle, &data));
        return new ReadOnlySpan<T>(data, checked((int)count));
    }

    /// <summary>Frees it.</summary>
    public void Dispose()
    {
        NativeApi.Release(NativeApi.Entry.ReleaseValue, Handle);
        Handle = 0;
        if (_pin.IsAllocated)
            _pin.Free();
    }

    // ONNXTensorElementDataType, the numbers of the ONNX specification.
    private static int ElementType<T>() => Type.GetTypeCode(typeof(T)) switch
    {
        TypeCode.Single => 1,
        TypeCode.Byte => 2,
        TypeCode.SByte => 3,
        TypeCode.Int32 => 6,
        TypeCode.Int64 => 7,
        TypeCode.Boolean => 9,
        TypeCode.Double => 11,
        _ => throw new OnnxRuntimeException($"tensors of {Unsafe.SizeOf<T>()}-byte {typeof(T).Name} are not supported here"),
    };
}

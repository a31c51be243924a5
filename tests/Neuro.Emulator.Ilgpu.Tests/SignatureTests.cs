using System.Reflection;
using ILGPU;

namespace Neuro.Emulator.Ilgpu.Tests;

/// <summary>
/// What the kernels use of ILGPU, by its signatures in the published package, 1.5.3. The stand-in has these and no other; the
/// package is checked for them where it is in use.
/// </summary>
public sealed class SignatureTests
{
    private const BindingFlags Members =
        BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.FlattenHierarchy;

    private static readonly string[] Published =
    [
        "ILGPU.ArrayView`1: ILGPU.ArrayView`1[T] SubView(Int64, Int64)",
        "ILGPU.ArrayView`1: Int64 get_Length()",
        "ILGPU.ArrayView`1: Int64 get_LengthInBytes()",
        "ILGPU.ArrayView`1: T& get_Item(Int32)",
        "ILGPU.ArrayView`1: T& get_Item(Int64)",
        "ILGPU.Atomic: Int32 Add(Int32 ByRef, Int32)",
        "ILGPU.Atomic: Int64 Add(Int64 ByRef, Int64)",
        "ILGPU.CapabilityNotSupportedException: Void .ctor(System.String)",
        "ILGPU.Context+Builder: Builder AllAccelerators()",
        "ILGPU.Context: ILGPU.Context Create(System.Action`1[ILGPU.Context+Builder])",
        "ILGPU.Context: System.Collections.Immutable.ImmutableArray`1[ILGPU.Runtime.Device] get_Devices()",
        "ILGPU.Context: Void Dispose()",
        "ILGPU.Grid: Int32 get_DimX()",
        "ILGPU.Grid: Int32 get_IdxX()",
        "ILGPU.Group: Int32 get_DimX()",
        "ILGPU.Group: Int32 get_IdxX()",
        "ILGPU.Group: Void Barrier()",
        "ILGPU.IContiguousArrayView: Int64 get_Length()",
        "ILGPU.IContiguousArrayView: Int64 get_LengthInBytes()",
        "ILGPU.IContiguousArrayView`1: Int64 get_Length()",
        "ILGPU.IContiguousArrayView`1: Int64 get_LengthInBytes()",
        "ILGPU.Index1D: ILGPU.Index1D op_Implicit(Int32)",
        "ILGPU.Index1D: Int32 get_X()",
        "ILGPU.Index1D: Int32 op_Implicit(ILGPU.Index1D)",
        "ILGPU.Index1D: Void .ctor(Int32)",
        "ILGPU.InternalCompilerException: Void .ctor(System.String, System.Exception)",
        "ILGPU.KernelConfig: Void .ctor(ILGPU.Index1D, ILGPU.Index1D)",
        "ILGPU.Runtime.Accelerator: ILGPU.Runtime.Device get_Device()",
        "ILGPU.Runtime.Accelerator: ILGPU.Runtime.MemoryBuffer1D`2[T,ILGPU.Stride1D+Dense] Allocate1D[T](Int64)",
        "ILGPU.Runtime.Accelerator: Void Dispose()",
        "ILGPU.Runtime.Accelerator: Void Synchronize()",
        "ILGPU.Runtime.AcceleratorType: CPU = 0",
        "ILGPU.Runtime.AcceleratorType: Cuda = 1",
        "ILGPU.Runtime.AcceleratorType: OpenCL = 2",
        "ILGPU.Runtime.ArrayView1D`2: ILGPU.ArrayView`1[T] get_BaseView()",
        "ILGPU.Runtime.ArrayView1D`2: Int64 get_Length()",
        "ILGPU.Runtime.ArrayView1D`2: Int64 get_LengthInBytes()",
        "ILGPU.Runtime.ArrayViewExtensions: Void CopyFromCPU[T,TView](TView, T ByRef, Int64)",
        "ILGPU.Runtime.ArrayViewExtensions: Void CopyToCPU[T,TView](TView, T ByRef, Int64)",
        "ILGPU.Runtime.ArrayViewExtensions: Void MemSetToZero[TView](TView)",
        "ILGPU.Runtime.Device: ILGPU.Runtime.Accelerator CreateAccelerator(ILGPU.Context)",
        "ILGPU.Runtime.Device: ILGPU.Runtime.AcceleratorType get_AcceleratorType()",
        "ILGPU.Runtime.Device: Int32 get_MaxNumThreadsPerGroup()",
        "ILGPU.Runtime.Device: Int32 get_NumMultiprocessors()",
        "ILGPU.Runtime.Device: Int64 get_MemorySize()",
        "ILGPU.Runtime.Device: System.String get_Name()",
        "ILGPU.Runtime.KernelLoaders: System.Action`3[ILGPU.KernelConfig,T1,T2] "
            + "LoadStreamKernel[T1,T2](ILGPU.Runtime.Accelerator, System.Action`2[T1,T2])",
        "ILGPU.Runtime.MemoryBuffer1D`2: ILGPU.Runtime.ArrayView1D`2[T,TStride] get_View()",
        "ILGPU.Runtime.MemoryBuffer1D`2: Int64 get_Length()",
        "ILGPU.Runtime.MemoryBuffer1D`2: Void Dispose()",
    ];

#if ILGPU_PACKAGE
    [Fact]
    public void The_package_has_the_signatures_that_the_stand_in_has()
    {
        string[] offered = [.. typeof(Context).Assembly.GetExportedTypes().SelectMany(type => Signatures(type, Members))];
        Assert.Empty(Published.Except(offered));
    }
#else
    [Fact]
    public void The_stand_in_has_the_signatures_of_the_package_and_no_other()
    {
        BindingFlags declared = Members | BindingFlags.DeclaredOnly;
        string[] offered = [.. typeof(Context).Assembly.GetExportedTypes().SelectMany(type => Signatures(type, declared))];
        Assert.Empty(offered.Except(Published));
        Assert.Empty(Published.Except(offered));
    }
#endif

    private static IEnumerable<string> Signatures(Type type, BindingFlags flags)
    {
        if (type.IsEnum)
        {
            IEnumerable<object> values = type.GetEnumValuesAsUnderlyingType().Cast<object>();
            return type.GetEnumNames().Zip(values).Select(v => $"{type}: {v.First} = {v.Second}");
        }
        IEnumerable<MethodBase> methods = [.. type.GetMethods(flags), .. type.GetConstructors(flags)];
        if (type.IsInterface)
            methods = methods.Concat(type.GetInterfaces().SelectMany(i => i.GetMethods(flags)));
        string name = type.FullName!;
        return methods.Select(method => $"{name}: {method}");
    }
}

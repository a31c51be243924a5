using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ILGPU.Runtime;

/// <summary>Copies between the machine's memory and an accelerator's.</summary>
public static unsafe class ArrayViewExtensions
{
    /// <summary>Copies <paramref name="length"/> elements from the front of <paramref name="source"/>.</summary>
    public static void CopyToCPU<T, TView>(this TView source, ref T cpuData, long length)
        where TView : IContiguousArrayView<T>
        where T : unmanaged
    {
        Debug.Assert(length <= source.Length, "the view is shorter");
        fixed (T* to = &cpuData)
            NativeMemory.Copy(source.Pointer, to, (nuint)length * (nuint)sizeof(T));
    }

    /// <summary>Copies <paramref name="length"/> elements to the front of <paramref name="target"/>.</summary>
    public static void CopyFromCPU<T, TView>(this TView target, ref T cpuData, long length)
        where TView : IContiguousArrayView<T>
        where T : unmanaged
    {
        Debug.Assert(length <= target.Length, "the view is shorter");
        fixed (T* from = &cpuData)
            NativeMemory.Copy(from, target.Pointer, (nuint)length * (nuint)sizeof(T));
    }

    /// <summary>Sets every element of <paramref name="view"/> to 0.</summary>
    public static void MemSetToZero<TView>(this TView view)
        where TView : IContiguousArrayView =>
        NativeMemory.Clear(view.Pointer, (nuint)view.LengthInBytes);
}

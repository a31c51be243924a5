namespace Neuro.Runtime;

/// <summary>Why a backend cannot be used on this machine.</summary>
/// <param name="What">What is missing: "there is no libOpenCL.so.1", "no OpenCL platform is installed".</param>
/// <param name="Remedy">What to do: "apt-get install ocl-icd-libopencl1 pocl-opencl-icd, or your GPU's driver".</param>
public sealed record MissingLibrary(string What, string Remedy);

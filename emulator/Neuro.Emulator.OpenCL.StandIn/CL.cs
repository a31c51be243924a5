using System.Runtime.InteropServices;
using Silk.NET.Core.Contexts;

namespace Silk.NET.OpenCL;

/// <summary>
/// The functions of OpenCL 1.2 with the names, parameters and types of Silk.NET.OpenCL 2.22 (its generated CL.gen.cs). Every
/// function returns an error code, or writes one to errcode_ret.
/// </summary>
/// <param name="ctx">Where the functions are found.</param>
public sealed unsafe class CL(INativeContext ctx) : IDisposable
{
    private readonly Dictionary<string, nint> _addresses = [];

    /// <summary>The platforms.</summary>
    public int GetPlatformIDs(uint num_entries, nint* platforms, uint* num_platforms) =>
        ((delegate* unmanaged<uint, nint*, uint*, int>)Address("clGetPlatformIDs"))(
            num_entries, platforms, num_platforms);

    /// <summary>A property of a platform.</summary>
    public int GetPlatformInfo(nint platform, PlatformInfo param_name, nuint param_value_size, void* param_value,
        nuint* param_value_size_ret) =>
        ((delegate* unmanaged<nint, PlatformInfo, nuint, void*, nuint*, int>)Address("clGetPlatformInfo"))(
            platform, param_name, param_value_size, param_value, param_value_size_ret);

    /// <summary>The devices of a platform.</summary>
    public int GetDeviceIDs(nint platform, DeviceType device_type, uint num_entries, nint* devices, uint* num_devices) =>
        ((delegate* unmanaged<nint, DeviceType, uint, nint*, uint*, int>)Address("clGetDeviceIDs"))(
            platform, device_type, num_entries, devices, num_devices);

    /// <summary>A property of a device.</summary>
    public int GetDeviceInfo(nint device, DeviceInfo param_name, nuint param_value_size, void* param_value,
        nuint* param_value_size_ret) =>
        ((delegate* unmanaged<nint, DeviceInfo, nuint, void*, nuint*, int>)Address("clGetDeviceInfo"))(
            device, param_name, param_value_size, param_value, param_value_size_ret);

    /// <summary>Makes a context.</summary>
    public nint CreateContext(nint* properties, uint num_devices, nint* devices, NotifyCallback? pfn_notify, void* user_data,
        int* errcode_ret) =>
        ((delegate* unmanaged<nint*, uint, nint*, nint, void*, int*, nint>)Address("clCreateContext"))(
            properties, num_devices, devices, Pointer(pfn_notify), user_data, errcode_ret);

    /// <summary>Makes a queue.</summary>
    public nint CreateCommandQueue(nint context, nint device, CommandQueueProperties properties, int* errcode_ret) =>
        ((delegate* unmanaged<nint, nint, CommandQueueProperties, int*, nint>)Address("clCreateCommandQueue"))(
            context, device, properties, errcode_ret);

    /// <summary>Makes a buffer.</summary>
    public nint CreateBuffer(nint context, MemFlags flags, nuint size, void* host_ptr, int* errcode_ret) =>
        ((delegate* unmanaged<nint, MemFlags, nuint, void*, int*, nint>)Address("clCreateBuffer"))(
            context, flags, size, host_ptr, errcode_ret);

    /// <summary>Makes a program of source.</summary>
    public nint CreateProgramWithSource(nint context, uint count, byte** strings, nuint* lengths, int* errcode_ret) =>
        ((delegate* unmanaged<nint, uint, byte**, nuint*, int*, nint>)Address("clCreateProgramWithSource"))(
            context, count, strings, lengths, errcode_ret);

    /// <summary>Makes a program of a binary.</summary>
    public nint CreateProgramWithBinary(nint context, uint num_devices, nint* device_list, nuint* lengths, byte** binaries,
        int* binary_status, int* errcode_ret) =>
        ((delegate* unmanaged<nint, uint, nint*, nuint*, byte**, int*, int*, nint>)Address("clCreateProgramWithBinary"))(
            context, num_devices, device_list, lengths, binaries, binary_status, errcode_ret);

    /// <summary>Compiles and links a program.</summary>
    public int BuildProgram(nint program, uint num_devices, nint* device_list, byte* options,
        ObjectNotifyCallback? pfn_notify, void* user_data) =>
        ((delegate* unmanaged<nint, uint, nint*, byte*, nint, void*, int>)Address("clBuildProgram"))(
            program, num_devices, device_list, options, Pointer(pfn_notify), user_data);

    /// <summary>A property of a program's build.</summary>
    public int GetProgramBuildInfo(nint program, nint device, ProgramBuildInfo param_name, nuint param_value_size,
        void* param_value, nuint* param_value_size_ret) =>
        ((delegate* unmanaged<nint, nint, ProgramBuildInfo, nuint, void*, nuint*, int>)Address("clGetProgramBuildInfo"))(
            program, device, param_name, param_value_size, param_value, param_value_size_ret);

    /// <summary>A property of a program.</summary>
    public int GetProgramInfo(nint program, ProgramInfo param_name, nuint param_value_size, void* param_value,
        nuint* param_value_size_ret) =>
        ((delegate* unmanaged<nint, ProgramInfo, nuint, void*, nuint*, int>)Address("clGetProgramInfo"))(
            program, param_name, param_value_size, param_value, param_value_size_ret);

    /// <summary>A kernel of a built program.</summary>
    public nint CreateKernel(nint program, byte* kernel_name, int* errcode_ret) =>
        ((delegate* unmanaged<nint, byte*, int*, nint>)Address("clCreateKernel"))(
            program, kernel_name, errcode_ret);

    /// <summary>Sets an argument.</summary>
    public int SetKernelArg(nint kernel, uint arg_index, nuint arg_size, void* arg_value) =>
        ((delegate* unmanaged<nint, uint, nuint, void*, int>)Address("clSetKernelArg"))(
            kernel, arg_index, arg_size, arg_value);

    /// <summary>Runs a kernel.</summary>
    public int EnqueueNdrangeKernel(nint command_queue, nint kernel, uint work_dim, nuint* global_work_offset,
        nuint* global_work_size, nuint* local_work_size, uint num_events_in_wait_list, nint* event_wait_list, nint* @event) =>
        ((delegate* unmanaged<nint, nint, uint, nuint*, nuint*, nuint*, uint, nint*, nint*,
            int>)Address("clEnqueueNDRangeKernel"))(
            command_queue, kernel, work_dim, global_work_offset, global_work_size, local_work_size, num_events_in_wait_list,
            event_wait_list, @event);

    /// <summary>Copies from a buffer.</summary>
    public int EnqueueReadBuffer(nint command_queue, nint buffer, bool blocking_read, nuint offset, nuint size, void* ptr,
        uint num_events_in_wait_list, nint* event_wait_list, nint* @event) =>
        ((delegate* unmanaged<nint, nint, uint, nuint, nuint, void*, uint, nint*, nint*, int>)Address("clEnqueueReadBuffer"))(
            command_queue, buffer, blocking_read ? 1u : 0u, offset, size, ptr, num_events_in_wait_list, event_wait_list,
            @event);

    /// <summary>Copies to a buffer.</summary>
    public int EnqueueWriteBuffer(nint command_queue, nint buffer, bool blocking_write, nuint offset, nuint size, void* ptr,
        uint num_events_in_wait_list, nint* event_wait_list, nint* @event) =>
        ((delegate* unmanaged<nint, nint, uint, nuint, nuint, void*, uint, nint*, nint*, int>)Address("clEnqueueWriteBuffer"))(
            command_queue, buffer, blocking_write ? 1u : 0u, offset, size, ptr, num_events_in_wait_list, event_wait_list,
            @event);

    /// <summary>Fills a buffer.</summary>
    public int EnqueueFillBuffer(nint command_queue, nint buffer, void* pattern, nuint pattern_size, nuint offset, nuint size,
        uint num_events_in_wait_list, nint* event_wait_list, nint* @event) =>
        ((delegate* unmanaged<nint, nint, void*, nuint, nuint, nuint, uint, nint*, nint*, int>)Address("clEnqueueFillBuffer"))(
            command_queue, buffer, pattern, pattern_size, offset, size, num_events_in_wait_list, event_wait_list, @event);

    /// <summary>Hands what is queued to the device.</summary>
    public int Flush(nint command_queue) =>
        ((delegate* unmanaged<nint, int>)Address("clFlush"))(
            command_queue);

    /// <summary>Waits for all that is queued.</summary>
    public int Finish(nint command_queue) =>
        ((delegate* unmanaged<nint, int>)Address("clFinish"))(
            command_queue);

    /// <summary>Gives a buffer back.</summary>
    public int ReleaseMemObject(nint memobj) =>
        ((delegate* unmanaged<nint, int>)Address("clReleaseMemObject"))(
            memobj);

    /// <summary>Gives a kernel back.</summary>
    public int ReleaseKernel(nint kernel) =>
        ((delegate* unmanaged<nint, int>)Address("clReleaseKernel"))(
            kernel);

    /// <summary>Gives a program back.</summary>
    public int ReleaseProgram(nint program) =>
        ((delegate* unmanaged<nint, int>)Address("clReleaseProgram"))(
            program);

    /// <summary>Gives a queue back.</summary>
    public int ReleaseCommandQueue(nint command_queue) =>
        ((delegate* unmanaged<nint, int>)Address("clReleaseCommandQueue"))(
            command_queue);

    /// <summary>Gives a context back.</summary>
    public int ReleaseContext(nint context) =>
        ((delegate* unmanaged<nint, int>)Address("clReleaseContext"))(
            context);

    /// <summary>Lets go of the library.</summary>
    public void Dispose() => ctx.Dispose();

    private static nint Pointer(Delegate? callback) =>
        callback is null ? 0 : Marshal.GetFunctionPointerForDelegate(callback);

    private nint Address(string function)
    {
        lock (_addresses)
        {
            if (!_addresses.TryGetValue(function, out nint address))
                _addresses[function] = address = ctx.GetProcAddress(function);
            return address;
        }
    }
}

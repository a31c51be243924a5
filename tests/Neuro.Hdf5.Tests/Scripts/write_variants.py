"""Writes one small HDF5 file for each part of the format that the reader claims to know. Argument: the folder."""
import ctypes
import os
import sys

import h5py
import numpy as np

out = sys.argv[1]
VERSIONS = {'earliest': ('earliest', 'latest'), 'v108': ('v108', 'v108'), 'latest': 'latest'}


def ramp(shape, dtype):
    n = int(np.prod(shape))
    return (np.arange(n) % 251 - (0 if np.dtype(dtype).kind in 'ub' else 100)).astype(dtype).reshape(shape)


def open_file(name, version, **options):
    return h5py.File(os.path.join(out, f'{name}_{version}.h5'), 'w', libver=VERSIONS[version], **options)


def library():
    """The HDF5 library that h5py has loaded into this process."""
    with open('/proc/self/maps') as maps:
        return next(line.split()[-1] for line in maps if 'libhdf5' in line and '_hl' not in line)


def low_level_string(f, name, size, padding, values):
    t = h5py.h5t.C_S1.copy()
    t.set_size(size)
    t.set_strpad(padding)
    space = h5py.h5s.create_simple((len(values),))
    d = h5py.h5d.create(f.id, name.encode(), t, space)
    d.write(h5py.h5s.ALL, h5py.h5s.ALL, np.array(values, dtype=f'S{size}'), t)


def elements(version):
    with open_file('elements', version) as f:
        for order in '<>':
            for kind in ('i1', 'i2', 'i4', 'i8', 'u1', 'u2', 'u4', 'u8', 'f2', 'f4', 'f8'):
                dtype = order + kind
                tag = ('le' if order == '<' else 'be') + kind
                f[tag] = ramp((3, 4, 5), dtype)
                f[tag + '_scalar'] = np.array(-7 if kind[0] != 'u' else 7, dtype=dtype)[()]
                info = np.finfo(dtype) if kind[0] == 'f' else np.iinfo(dtype)
                f[tag + '_extremes'] = np.array([info.min, info.max, 0, 1], dtype=dtype)
        f['special'] = np.array([np.nan, np.inf, -np.inf, -0.0, 5e-324, 1e-40])
        f['bool'] = np.array([[True, False], [False, True]])
        f['bool_scalar'] = True
        colours = h5py.enum_dtype({'RED': 0, 'GREEN': 1, 'BLUE': 1000}, basetype='<i4')
        f.create_dataset('enum', data=[0, 1, 1000], dtype=colours)
        f['empty'] = h5py.Empty('f4')
        f['none'] = np.zeros((0,), 'f4')
        f['none2'] = np.zeros((3, 0), 'i8')
        f['text'] = 'Affine'
        f['text_utf8'] = 'µ-neuron: 神经元 🧠'
        f['text_empty'] = ''
        f['text_long'] = 'x' * 10000
        f.create_dataset('texts', data=[['a', 'b'], ['fc1', ''], ['é', 'lif.1']], dtype=h5py.string_dtype())
        f.create_dataset('texts_ascii', data=[b'one', b'two'], dtype=h5py.string_dtype('ascii'))
        f.create_dataset('texts_unwritten', shape=(4,), dtype=h5py.string_dtype())
        f['many_texts'] = [f'neuron {i} ' * (i % 7) for i in range(500)]
        f.create_dataset('s10', data=np.array([b'dense', b'0123456789', b''], dtype='S10'))
        f.create_dataset('s10_utf8', data=['é'.encode()], dtype=h5py.string_dtype('utf-8', 10))
        low_level_string(f, 's_null', 8, h5py.h5t.STR_NULLTERM, [b'abc', b'1234567'])
        low_level_string(f, 's_space', 8, h5py.h5t.STR_SPACEPAD, [b'abc     ', b'12345678'])


def storage(version):
    rng = np.random.default_rng(1)
    with open_file('storage', version) as f:
        plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plist.set_layout(h5py.h5d.COMPACT)
        d = h5py.h5d.create(f.id, b'compact', h5py.h5t.NATIVE_INT32, h5py.h5s.create_simple((5, 7)), plist)
        d.write(h5py.h5s.ALL, h5py.h5s.ALL, ramp((5, 7), 'i4'))
        data = rng.integers(-50, 50, (37, 23)).astype('i4')
        for tag, filters in {
            'plain': {}, 'gzip': {'compression': 'gzip'}, 'shuffle': {'shuffle': True}, 'fletcher': {'fletcher32': True},
            'all': {'compression': 'gzip', 'shuffle': True, 'fletcher32': True},
        }.items():
            for index, maxshape in {
                'fixed': None, 'larger': (50, 23), 'grow0': (None, 23), 'grow1': (37, None), 'grow1max': (64, None), 'grow': (None, None),
            }.items():
                f.create_dataset(f'{tag}_{index}', data=data, chunks=(5, 4), maxshape=maxshape, **filters)
            f.create_dataset(f'{tag}_single', data=data, chunks=(37, 23), **filters)
            f.create_dataset(f'{tag}_single_edge', data=data[:30, :20], chunks=(30, 20), maxshape=(30, 20), **filters)
            f.create_dataset(f'{tag}_odd', data=np.frombuffer(b'abc' * 31, 'S3'), chunks=(7,), **filters)
        plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plist.set_chunk((5, 4))
        plist.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
        d = h5py.h5d.create(f.id, b'implicit', h5py.h5t.NATIVE_INT32, h5py.h5s.create_simple((37, 23), (40, 30)), plist)
        d.write(h5py.h5s.ALL, h5py.h5s.ALL, data)
        part = f.create_dataset('sparse', shape=(100, 100), chunks=(10, 10), dtype='f4', fillvalue=-1.5, compression='gzip')
        part[35:52, 61] = 3
        f.create_dataset('unwritten', shape=(10, 3), dtype='>i2', fillvalue=-7)
        f.create_dataset('unwritten_chunked', shape=(10, 3), dtype='f8', chunks=(4, 2), fillvalue=2.5)
        f.create_dataset('unwritten_zero', shape=(10, 3), dtype='f8')
        shrunk = f.create_dataset('shrunk', data=data, chunks=(5, 4), maxshape=(None, None))
        shrunk.resize((11, 30))
        grown = f.create_dataset('grown', data=data, chunks=(5, 4), maxshape=(None, 23), fillvalue=9)
        grown.resize((60, 23))
        f.create_dataset('four', data=ramp((4, 3, 5, 6), 'f4'), chunks=(2, 2, 2, 4), maxshape=(4, None, 5, 6), compression='gzip')
        f.create_dataset('texts', data=[f'é{i}' for i in range(40)], dtype=h5py.string_dtype(), chunks=(7,), compression='gzip')
        filter_edges = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        filter_edges.set_chunk((5, 4))
        filter_edges.set_deflate(6)
        if version == 'latest':
            # h5py has no call for "do not filter partial edge chunks".
            check = ctypes.CDLL(library()).H5Pset_chunk_opts(ctypes.c_int64(filter_edges.id), ctypes.c_uint(2))
            assert check >= 0
        d = h5py.h5d.create(f.id, b'edges', h5py.h5t.NATIVE_INT32, h5py.h5s.create_simple((37, 23)), filter_edges)
        d.write(h5py.h5s.ALL, h5py.h5s.ALL, data)


def many_chunks(version):
    with open_file('chunks', version) as f:
        f.create_dataset('fixed', data=ramp((3000,), 'u1'), chunks=(1,))
        f.create_dataset('fixed_gzip', data=ramp((2100,), 'i2'), chunks=(1,), compression='gzip')
        holes = f.create_dataset('fixed_holes', shape=(5000,), dtype='i2', chunks=(1,), fillvalue=4)
        holes[1500:1510] = 1
        holes[4999] = 2
        f.create_dataset('grow', data=ramp((3000,), 'u1'), chunks=(1,), maxshape=(None,))
        holes = f.create_dataset('grow_holes', shape=(140000,), dtype='i1', chunks=(1,), maxshape=(None,), fillvalue=4)
        for at in (3, 20, 700, 5000, 131100, 133000, 139999):
            holes[at:at + 1] = 1
        f.create_dataset('grow_gzip', data=ramp((600, 3), 'i4'), chunks=(1, 2), maxshape=(None, 3), compression='gzip')
        f.create_dataset('tree', data=ramp((60, 50), 'u1'), chunks=(1, 1), maxshape=(None, None))
        f.create_dataset('tree_gzip', data=ramp((30, 40), 'i2'), chunks=(1, 1), maxshape=(None, None), compression='gzip')


def groups(version):
    with open_file('groups', version) as f:
        for n in (0, 1, 8, 9, 17, 300):
            g = f.create_group(f'g{n}')
            for i in range(n):
                g[f'child {i}'] = i
        at = f
        for depth in range(40):
            at = at.create_group(f'level{depth}')
        at['deep'] = 1.5
        f.create_group('dotted.name.1')['x.y'] = [1, 2]
        f.create_group('ünïcode 神')['β'] = 3
        f['hard'] = f['g8']
        f['soft'] = h5py.SoftLink('/g9/child 3')
        f['g1/relative'] = h5py.SoftLink('child 0')
        f['g1/twice'] = h5py.SoftLink('/soft')
        ordered = f.create_group('ordered', track_order=True)
        for name in 'zyxabc':
            ordered[name] = 1
        ordered = f.create_group('ordered_many', track_order=True)
        for i in range(30):
            ordered[f'{(i * 7) % 30}'] = i


def many_links(version):
    with open_file('links', version) as f:
        target = f.create_dataset('target', data=[1, 2, 3])
        g = f.create_group('many')
        for i in range(6000):
            g[f'a link with a rather long name {i}'] = target


def attributes(version):
    with open_file('attributes', version) as f:
        for name, owner in {'group': f.create_group('group'), 'dataset': f.create_dataset('dataset', data=[1.0])}.items():
            owner.attrs['text'] = 'hello ü'
            owner.attrs['texts'] = ['a', 'bc', '']
            owner.attrs['fixed'] = np.array([b'ab', b'abcd'], 'S4')
            owner.attrs['scalar'] = 1.25
            owner.attrs['integers'] = np.arange(12, dtype='>i2').reshape(3, 4)
            owner.attrs['bool'] = True
            owner.attrs['empty'] = h5py.Empty('f4')
            owner.attrs['ünïcode'] = 1
        few = f.create_group('few')
        for i in range(8):
            few.attrs[f'a{i}'] = i
        dense = f.create_group('dense')
        for i in range(120):
            dense.attrs[f'attribute number {i}'] = np.arange(i % 13) if i % 13 else f'text {i}'
        # Attributes that come late land in continuations of the header.
        late = f.create_dataset('late', data=[1])
        for i in range(7):
            f[f'between{i}'] = np.zeros(100)
            late.attrs[f'late{i}'] = np.full(50, i, 'f4')
        if version != 'earliest':
            f.create_group('large').attrs['large'] = np.arange(30000, dtype='i4')
        f['named'] = np.dtype('>f4')
        f['of_named'] = f.create_dataset('of_named_data', data=[1, 2], dtype=f['named'])
        f['of_named'].attrs.create('typed', [3, 4], dtype=f['named'])
        f.attrs['on root'] = 'yes'


for v in VERSIONS:
    for part in (elements, storage, many_chunks, groups, many_links, attributes):
        part(v)
with open_file('userblock', 'earliest', userblock_size=1024) as user:
    user['x'] = ramp((10, 10), 'f4')
with open_file('userblock', 'latest', userblock_size=512) as user:
    user.create_dataset('x', data=ramp((10, 10), 'f4'), chunks=(3, 3), compression='gzip')
